type Facts = { code: string; status: number; requestId: string | undefined; message: string };

/** Returns the cause and remedy for the log, without the service's own text, which contains email addresses. */
export function toRefusal(error: unknown): Error {
  const facts = readFacts(error);
  const details = [facts.code, facts.status || undefined, facts.requestId].filter(
    (fact) => fact !== undefined,
  );
  return new Error(`SES: ${findRemedy(facts)} (${details.join(' ')})`);
}

/**
 * Returns true if SES may have accepted the mail despite the error: the connection broke after the request was sent,
 * or SES failed internally. Each request has its own connection, so connections break for no other reason.
 */
export function mayHaveBeenSent(error: unknown): boolean {
  const { code, status, message } = readFacts(error);
  // 503 means that nothing was done. An unreadable 2xx response means that the mail was accepted.
  if (status > 0) return status < 300 || (status >= 500 && status !== 503);
  if (code === 'TimeoutError') return !message.includes('did not establish a connection');
  return /^(ECONNRESET|EPIPE|ECONNABORTED)$/u.test(code) && !message.includes('before secure TLS connection');
}

function readFacts(error: unknown): Facts {
  const { name, code, message, $metadata, $response } = (error ?? {}) as {
    name?: string;
    code?: string;
    message?: string;
    $metadata?: { httpStatusCode?: number; requestId?: string };
    $response?: { statusCode?: number };
  };
  // Node's errors have a code in capitals; SES's errors are named after their code.
  const isNodes = typeof code === 'string' && code !== 'ESES' && /^[A-Z][A-Z0-9_]+$/u.test(code);
  return {
    code: (isNodes || name === 'Error' || name === undefined ? code : name) ?? 'unknown',
    status: $metadata?.httpStatusCode ?? $response?.statusCode ?? 0,
    requestId: $metadata?.requestId,
    message: message ?? '',
  };
}

/*
 * Errors of SES and Vitrine's own `SenderNotVerified`:
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html#API_SendEmail_Errors
 */
const remedies: readonly [codes: RegExp, remedy: string][] = [
  [
    /^MessageRejected$/u,
    'the mail was refused: verify the address or the domain of VITRINE_MAIL_FROM in this region; while the account is in the sandbox the receiver has to be verified too, so ask AWS for production access',
  ],
  [
    /^SenderNotVerified$/u,
    'the sender is not verified: verify the address or the domain of VITRINE_MAIL_FROM in this region',
  ],
  [
    /^MailFromDomainNotVerified/u,
    'the MAIL FROM domain of the sender is not verified: check its DNS records in the console of SES',
  ],
  [
    /^(AccountSuspended|SendingPaused)/u,
    'sending is suspended or paused for this account or configuration set: check its reputation in the console of SES',
  ],
  [
    /^(TooManyRequests|Throttling|LimitExceeded|RequestThrottled|ServiceUnavailable|503$)/u,
    'SES asks for fewer mails, or the quota of the day is used up: it is tried again',
  ],
  [
    /^NotFoundException$/u,
    'there is no such configuration set in this region: check configurationSet in VITRINE_MAIL_URL',
  ],
  [
    /^(RequestTimeTooSkewed|RequestExpired)$/u,
    'the clock of this machine is wrong: set it, for example by NTP',
  ],
  [
    /^(CredentialsProviderError|InvalidClientTokenId|IncompleteSignature|MissingAuthenticationToken|UnrecognizedClientException|SignatureDoesNotMatch|InvalidSignatureException|ExpiredToken\w*)$/u,
    'the AWS credentials are missing, wrong or expired: check the profile, the role or the environment',
  ],
  [
    /^(AccessDenied\w*|403)$/u,
    'access is refused: allow ses:SendEmail and ses:SendRawEmail on the identity of VITRINE_MAIL_FROM and the configuration set; and to `vitrine doctor`, ses:GetEmailIdentity on the one and ses:GetConfigurationSet on the other',
  ],
  [/^(E[A-Z_]+|TimeoutError)$/u, 'it cannot be reached: check the network, and endpoint in VITRINE_MAIL_URL'],
  [/^BadRequestException$/u, 'it does not accept the sender or the receiver: check VITRINE_MAIL_FROM'],
];

function findRemedy({ code, status, message }: Facts): string {
  // The SDK has no code for a missing region.
  if (message.startsWith('Region is missing'))
    return 'no region is set: add ?region= to VITRINE_MAIL_URL, or set AWS_REGION';
  const remedy =
    remedies.find(([codes]) => codes.test(code)) ?? remedies.find(([codes]) => codes.test(String(status)));
  return remedy?.[1] ?? 'the mail could not be sent: check VITRINE_MAIL_URL';
}
