import { AppError } from '../../../domain/errors.ts';

export type TableEndpoint = {
  table: string;
  /** Defaults to the SDK's setting (`AWS_REGION`, profile). */
  region?: string | undefined;
  /** The URL of a server other than Amazon's. */
  endpoint?: string | undefined;
};

/* https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html, Node's and the SDK's own */
const remedies: readonly {
  codes: RegExp;
  describe: (table: string) => string;
  /** True if a retry cannot fix the error. */
  isPermanent?: true;
}[] = [
  {
    codes: /^(ResourceNotFoundException|TableNotFoundException)$/u,
    describe: (table) =>
      `table ${table} or one of its indexes does not exist: run "vitrine migrate", or check the table and the region in VITRINE_DATABASE_URL`,
  },
  {
    codes:
      /^(ProvisionedThroughputExceeded\w*|Throttling\w*|RequestLimitExceeded|TooManyRequests\w*|LimitExceededException)$/u,
    describe: (table) =>
      `DynamoDB throttles requests to ${table}: the server retries; if this continues, set the table of VITRINE_DATABASE_URL to on-demand capacity or raise its limits`,
  },
  {
    codes: /^(RequestTimeTooSkewed|RequestExpired|InvalidSignatureException)$/u,
    describe: () =>
      'AWS refuses the signature: set the clock of this machine, best by NTP, and check the secret access key for VITRINE_DATABASE_URL',
    isPermanent: true,
  },
  {
    codes:
      /^(CredentialsProviderError|UnrecognizedClientException|IncompleteSignature\w*|MissingAuthenticationToken\w*|ExpiredToken\w*|InvalidClientTokenId|TokenRefreshRequired)$/u,
    describe: () =>
      'the AWS credentials for VITRINE_DATABASE_URL are missing, wrong or expired: check the profile, the role or the environment',
    isPermanent: true,
  },
  {
    codes: /^(AccessDenied\w*|NotAuthorized\w*|KMS\w*)$/u,
    describe: (table) =>
      `access to table ${table} of VITRINE_DATABASE_URL is refused: allow the actions listed in docs/dynamodb.md, and enable its KMS key`,
    isPermanent: true,
  },
  {
    codes: /^(E[A-Z_]+|TimeoutError|NetworkingError)$/u,
    describe: () => 'DynamoDB cannot be reached: check the network and VITRINE_DATABASE_URL',
  },
];

const noRegion = 'no region is set: add ?region= to VITRINE_DATABASE_URL, or set AWS_REGION';

/** Describes the fault and its remedy for the operator. Returns undefined if our request is at fault. */
function diagnose(
  error: unknown,
  { table }: TableEndpoint,
): { remedy: string; isPermanent: boolean } | undefined {
  if (error instanceof Error && error.message.startsWith('Region is missing'))
    return { remedy: noRegion, isPermanent: true };
  const code = codeOf(error);
  const known = remedies.find(({ codes }) => codes.test(code));
  if (known) return { remedy: known.describe(table), isPermanent: known.isPermanent ?? false };
  const status = (error as { $metadata?: { httpStatusCode?: number } } | undefined)?.$metadata
    ?.httpStatusCode;
  const isOurs = status !== undefined ? status < 500 : error instanceof TypeError;
  return isOurs
    ? undefined
    : { remedy: `table ${table} of VITRINE_DATABASE_URL could not be used`, isPermanent: false };
}

/** Translates a native error to one that other layers know. */
export function translateError(error: unknown, endpoint: TableEndpoint): AppError {
  if (error instanceof AppError) return error;
  const diagnosis = diagnose(error, endpoint);
  if (!diagnosis)
    return new AppError('internal', 'The database refused a request of this server.', { cause: error });
  const cause = new Error(`${diagnosis.remedy} (${codeOf(error)})`, { cause: error });
  return new AppError('unavailable', 'The database is temporarily unavailable.', { cause, retryAfter: 5 });
}

/** Explains why the table cannot be reached. Returns undefined if it responded, even with an error. */
export const diagnoseReach = (error: unknown, endpoint: TableEndpoint) =>
  isMissing(error) ? undefined : diagnose(error, endpoint);

export const isMissing = (error: unknown) => /^(Resource|Table)NotFoundException$/u.test(codeOf(error));

export function codeOf(error: unknown): string {
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
  // Node's errors have a code in upper case, whatever their name is.
  if (typeof code === 'string' && /^E[A-Z0-9_]+$/u.test(code)) return code;
  return typeof name === 'string' ? name : 'unknown';
}

/** Returns the reasons of a cancelled transaction, in the order of its writes. */
export function cancellationsOf(error: unknown): readonly string[] | undefined {
  const { CancellationReasons: reasons } = (error ?? {}) as { CancellationReasons?: { Code?: string }[] };
  return codeOf(error) === 'TransactionCanceledException'
    ? (reasons ?? []).map(({ Code = 'None' }) => Code)
    : undefined;
}

/** True for a conflict with another transaction and for throttling. A retry may succeed. */
export const isContention = (code: string) =>
  /^(TransactionConflict\w*|TransactionInProgress\w*|ThrottlingError|ProvisionedThroughputExceeded)$/u.test(
    code,
  );
