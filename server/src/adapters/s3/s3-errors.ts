import { AppError } from '../../domain/errors.ts';

/** Returns true if S3 failed with one of these codes. */
export const hasCode = (error: unknown, ...codes: string[]) => codes.includes(readFacts(error).code);

type ServiceError = { code: string; status: number; requestId: string | undefined };

/** S3 answers HEAD without a body, so the SDK reports `NotFound` instead of the code. */
export const isAbsent = (error: unknown) => hasCode(error, 'NoSuchKey', 'NotFound');

/** Runs the work and converts errors of S3 and the SDK to application errors. */
export async function translateErrors<Result>(bucket: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw toAppError(error, bucket);
  }
}

export function toAppError(error: unknown, bucket: string): AppError {
  if (error instanceof AppError) return error;
  const facts = readFacts(error);
  if (facts.code === 'EEXIST')
    return new AppError('conflict', 'A file with this name exists already.', { cause: error });
  const details = [facts.code, facts.status || undefined, facts.requestId].filter(
    (fact) => fact !== undefined,
  );
  // The SDK has no code for a missing region.
  const hasNoRegion = error instanceof Error && error.message.startsWith('Region is missing');
  const remedy = hasNoRegion
    ? 'no region is set: add ?region= to VITRINE_STORAGE_URL, or set AWS_REGION'
    : findRemedy(facts, bucket);
  const cause = new Error(`${remedy} (${details.join(' ')})`, { cause: error });
  return new AppError('unavailable', 'Photos cannot be stored or read right now. Try again.', {
    cause,
    retryAfter: 10,
  });
}

function readFacts(error: unknown): ServiceError {
  const { name, code, Code, $metadata } = (error ?? {}) as {
    name?: string;
    code?: string;
    Code?: string;
    $metadata?: { httpStatusCode?: number; requestId?: string };
  };
  // Node's errors have a code in capitals; S3's errors are named after their code.
  const isNodes = typeof code === 'string' && /^E[A-Z0-9_]+$/u.test(code);
  return {
    code: (isNodes || name === 'Error' || name === undefined ? (code ?? Code) : name) ?? 'unknown',
    status: $metadata?.httpStatusCode ?? 0,
    requestId: $metadata?.requestId,
  };
}

/* Error codes of S3: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const remedies: readonly [codes: RegExp, (bucket: string) => string][] = [
  [/^(NoSuchBucket|NotFound)$/u, (bucket) => `there is no bucket ${bucket}: check VITRINE_STORAGE_URL`],
  [
    /^RequestTimeTooSkewed$|^RequestExpired$/u,
    () => 'the clock of this machine is wrong: set it, for example by NTP',
  ],
  [
    /^(SlowDown|ServiceUnavailable|Throttling\w*|TooManyRequests\w*|RequestLimitExceeded|503)$/u,
    () => 'S3 limits the request rate: Vitrine tries again; if this persists, lower VITRINE_CONCURRENCY',
  ],
  [
    /^(PermanentRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraintException|301)$/u,
    (bucket) => `bucket ${bucket} lies in another region: set ?region= in VITRINE_STORAGE_URL`,
  ],
  [
    /^(CredentialsProviderError|InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken\w*|InvalidToken|TokenRefreshRequired)$/u,
    () => 'the AWS credentials are missing, wrong or expired: check the profile, the role or the environment',
  ],
  [
    /^KMS\./u,
    () => 'the KMS key refuses: allow kms:GenerateDataKey and kms:Decrypt on it, and see that it is enabled',
  ],
  [
    /^(AccessDenied|AllAccessDisabled|Forbidden|403)$/u,
    (bucket) =>
      `access to bucket ${bucket} is refused: allow s3:ListBucket and s3:ListBucketMultipartUploads on it; s3:GetObject, s3:PutObject, s3:DeleteObject, s3:ListMultipartUploadParts and s3:AbortMultipartUpload on its objects; and the use of its KMS key`,
  ],
  [
    /^(E[A-Z_]+|TimeoutError|NetworkingError)$/u,
    () => 'S3 cannot be reached: check the network, and endpoint in VITRINE_STORAGE_URL',
  ],
];

function findRemedy({ code, status }: ServiceError, bucket: string): string {
  const remedy =
    remedies.find(([codes]) => codes.test(code)) ?? remedies.find(([codes]) => codes.test(String(status)));
  return remedy?.[1](bucket) ?? `bucket ${bucket} could not be used`;
}
