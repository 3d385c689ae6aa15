import { AppError, invalidField } from '../../domain/errors.ts';

type ServiceError = { name: string; message: string; requestId: string | undefined };

/** Returns true if the pool refused with one of these names, but not for a wrong app client secret. */
export const isRefusal = (error: unknown, ...names: string[]) => {
  const facts = readFacts(error);
  return names.includes(facts.name) && !isClientSecretError(facts);
};

/** Errors of Cognito for a wrong or expired code and for an unknown user. */
export const wrongCodeErrors = [
  'CodeMismatchException',
  'ExpiredCodeException',
  'UserNotFoundException',
  'NotAuthorizedException',
];

/** Runs the work and converts errors of Cognito and the SDK to application errors. */
export async function translateErrors<Result>(
  work: () => Promise<Result>,
  passwordField = 'password',
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw toAppError(error, passwordField);
  }
}

export function toAppError(error: unknown, passwordField = 'password'): AppError {
  if (error instanceof AppError) return error;
  const facts = readFacts(error);
  if (facts.name === 'InvalidPasswordException')
    return invalidField(
      passwordField,
      'This password is too weak: make it longer, or mix letters, digits and symbols.',
    );
  if (facts.name === 'InvalidParameterException' && /email/iu.test(facts.message))
    return invalidField('email', 'This email cannot receive mail.');
  const details = [facts.name, facts.requestId].filter((fact) => fact !== undefined);
  const cause = new Error(`${findRemedy(facts)} (${details.join(' ')})`, { cause: error });
  const wait = retryDelays.find(([names]) => names.test(facts.name))?.[1];
  if (wait !== undefined)
    return new AppError('too-many-requests', 'Too many attempts. Wait a while and try again.', {
      cause,
      retryAfter: wait,
    });
  return unavailable(cause);
}

/** Reports a wrong setting of the user pool with its remedy. */
export const misconfigured = (remedy: string) => unavailable(new Error(remedy));

const unavailable = (cause: Error) =>
  new AppError('unavailable', 'Accounts cannot be verified right now. Try again.', {
    cause,
    retryAfter: 10,
  });

function readFacts(error: unknown): ServiceError {
  const { name, code, message, $metadata } = (error ?? {}) as {
    name?: string;
    code?: string;
    message?: string;
    $metadata?: { requestId?: string };
  };
  // Node's errors have a code, whatever their name.
  const known = name === 'Error' || name === undefined ? code : name;
  return { name: known ?? 'unknown', message: message ?? '', requestId: $metadata?.requestId };
}

const isClientSecretError = ({ name, message }: ServiceError) =>
  name === 'NotAuthorizedException' && /secret/iu.test(message);

/* Retry delays in seconds. Cognito locks a user for up to 15 minutes after too many attempts. */
const retryDelays: readonly [names: RegExp, seconds: number][] = [
  [/^(LimitExceeded|TooManyFailedAttempts)Exception$/u, 900],
  [/^(TooManyRequestsException|Throttling\w*)$/u, 5],
];

/* https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html */
const remedies: readonly [names: RegExp, remedy: string][] = [
  [
    /^ResourceNotFoundException$/u,
    'there is no such user pool or app client: check VITRINE_IDENTITY_URL, its region and its client',
  ],
  [
    /^(SignatureDoesNotMatch|InvalidSignatureException|RequestExpired|RequestTimeTooSkewed)$/u,
    'the AWS credentials are wrong, or the clock of this machine is: check the profile, the role or the environment, and set the clock, for example by NTP',
  ],
  [
    /^(CredentialsProviderError|MissingAuthenticationToken\w*|UnrecognizedClientException|ExpiredToken\w*|InvalidClientTokenId)$/u,
    'the AWS credentials are missing, wrong or expired: check the profile, the role or the environment',
  ],
  [
    /^AccessDenied(Exception)?$/u,
    'access to the user pool is refused: allow the role the cognito-idp:Admin… actions that docs/backends.md names',
  ],
  [
    /^(LimitExceeded|TooManyFailedAttempts|TooManyRequests|Throttling)\w*$/u,
    'Cognito asks for fewer requests: check the quotas of the user pool',
  ],
  [
    /^(CodeDeliveryFailure|InvalidEmailRoleAccessPolicy)\w*$/u,
    'Cognito cannot send mail: check the e-mail settings of the user pool',
  ],
  [
    /^(UserLambda|UnexpectedLambda|InvalidLambda)\w*$/u,
    'a Lambda trigger of the user pool failed: check its log',
  ],
  [
    /^(E[A-Z_]+|TimeoutError|NetworkingError)$/u,
    'Cognito cannot be reached: check the network, and region and endpoint in VITRINE_IDENTITY_URL',
  ],
];

function findRemedy(facts: ServiceError): string {
  if (isClientSecretError(facts))
    return 'the secret of the app client is wrong: check VITRINE_IDENTITY_SECRET and client in VITRINE_IDENTITY_URL';
  if (/flow not enabled/iu.test(facts.message))
    return 'the app client does not allow ALLOW_USER_PASSWORD_AUTH: switch it on, and ALLOW_REFRESH_TOKEN_AUTH';
  return remedies.find(([names]) => names.test(facts.name))?.[1] ?? 'the user pool refused';
}
