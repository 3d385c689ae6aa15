import { AppError } from '../../domain/errors.ts';

type ServiceError = { code: string; status: number; requestId: string | undefined };

/** Runs the work and converts errors of SQS and the SDK to application errors. */
export async function translateErrors<Result>(queue: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw toAppError(error, queue);
  }
}

/** Returns true if the receipt is no longer valid: another receiver has the message, or it is gone. */
export function isLostReceipt(error: unknown): boolean {
  return /^(MessageNotInflight|ReceiptHandleIsInvalid|InvalidParameterValue)/u.test(readFacts(error).code);
}

function toAppError(error: unknown, queue: string): AppError {
  if (error instanceof AppError) return error;
  const facts = readFacts(error);
  const details = [facts.code, facts.status || undefined, facts.requestId].filter(
    (fact) => fact !== undefined,
  );
  // The SDK has no code for a missing region.
  const hasNoRegion = error instanceof Error && error.message.startsWith('Region is missing');
  const remedy = hasNoRegion
    ? 'no region is set: add ?region= to VITRINE_QUEUE_URL, or set AWS_REGION'
    : findRemedy(facts, queue);
  const cause = new Error(`${remedy} (${details.join(' ')})`, { cause: error });
  return new AppError('unavailable', 'The job queue is not available right now. Try again.', {
    cause,
    retryAfter: 10,
  });
}

function readFacts(error: unknown): ServiceError {
  const { name, code, $metadata } = (error ?? {}) as {
    name?: string;
    code?: string;
    $metadata?: { httpStatusCode?: number; requestId?: string };
  };
  // Node's errors have a code in capitals; SQS's errors are named after their code.
  const isNodes = typeof code === 'string' && /^E[A-Z0-9_]+$/u.test(code);
  const found = isNodes || name === 'Error' || name === undefined ? code : name;
  return {
    // Codes of the older protocol have a prefix.
    code: (found ?? 'unknown').replace(/^AWS\.SimpleQueueService\./u, ''),
    status: $metadata?.httpStatusCode ?? 0,
    requestId: $metadata?.requestId,
  };
}

/* Errors of SQS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html */
const remedies: readonly [codes: RegExp, (queue: string) => string][] = [
  [
    /^(QueueDoesNotExist|NonExistentQueue|QueueDeletedRecently)$/u,
    (queue) => `there is no queue ${queue} in this region and account: check VITRINE_QUEUE_URL`,
  ],
  [
    /^(RequestTimeTooSkewed|RequestExpired)$/u,
    () => 'the clock of this machine is wrong: set it, for example by NTP',
  ],
  [
    /^(RequestThrottled|OverLimit|ServiceUnavailable|Throttling\w*|TooManyRequests\w*|503)$/u,
    () => 'SQS asks for fewer requests, or has too many messages in flight: it is tried again',
  ],
  [
    /^(CredentialsProviderError|InvalidClientTokenId|InvalidSecurity|IncompleteSignature|MissingAuthenticationToken|UnrecognizedClientException|SignatureDoesNotMatch|InvalidSignatureException|ExpiredToken\w*|TokenRefreshRequired)$/u,
    () => 'the AWS credentials are missing, wrong or expired: check the profile, the role or the environment',
  ],
  [/^Kms/u, () => 'the KMS key refuses: allow kms:GenerateDataKey and kms:Decrypt on it'],
  [
    /^(AccessDenied\w*|OptInRequired|403)$/u,
    (queue) =>
      `access to queue ${queue} is refused: allow sqs:GetQueueUrl, sqs:GetQueueAttributes, sqs:SendMessage, sqs:ReceiveMessage, sqs:DeleteMessage and sqs:ChangeMessageVisibility on both queues of VITRINE_QUEUE_URL`,
  ],
  [
    /^(E[A-Z_]+|TimeoutError|NetworkingError)$/u,
    () => 'SQS cannot be reached: check the network, and endpoint in VITRINE_QUEUE_URL',
  ],
];

function findRemedy({ code, status }: ServiceError, queue: string): string {
  const remedy =
    remedies.find(([codes]) => codes.test(code)) ?? remedies.find(([codes]) => codes.test(String(status)));
  return remedy?.[1](queue) ?? `queue ${queue} could not be used: check VITRINE_QUEUE_URL`;
}
