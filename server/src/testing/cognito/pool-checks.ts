import * as errors from 'cognito-local/lib/errors.js';
import type { Services } from 'cognito-local/lib/services/index.js';
import type { User } from 'cognito-local/lib/services/userPoolService.js';
import { type PoolSettings, secretHash } from './user-pool.ts';

export type Pool = Awaited<ReturnType<Services['cognito']['getUserPool']>>;

export const notAuthorized = (message = 'Incorrect username or password.') =>
  new errors.NotAuthorizedError(message);
export const emailOf = (user: User) => user.Attributes.find(({ Name }) => Name === 'email')?.Value ?? '';
export const isVerified = (user: User) =>
  user.Attributes.some(({ Name, Value }) => Name === 'email_verified' && Value === 'true');
export const withAttributes = (user: User, changed: Record<string, string>): User => ({
  ...user,
  Attributes: [
    ...user.Attributes.filter(({ Name }) => Name && !(Name in changed)),
    ...Object.entries(changed).map(([Name, Value]) => ({ Name, Value })),
  ],
});

/** Checks the secret hash of a request from an app client with a secret. */
export function checkClient(
  settings: PoolSettings,
  { ClientId }: { ClientId?: string },
  hash: string | undefined,
  username: string,
): void {
  if (ClientId !== settings.clientId)
    throw new errors.ResourceNotFoundError(`User pool client ${ClientId} does not exist.`);
  if (hash === undefined)
    throw notAuthorized(`Client ${ClientId} is configured with secret but SECRET_HASH was not received`);
  if (hash !== secretHash(settings, username))
    throw notAuthorized(`Unable to verify secret hash for client ${ClientId}`);
}

/** Checks the general form of a password and the policy of the pool. */
export function checkPassword(pool: Pool, password: string): void {
  if (/^\s|\s$/u.test(password) || password.length > 256)
    throw new errors.InvalidParameterError(
      "1 validation error detected: Value at 'password' failed to satisfy",
    );
  const { MinimumLength = 8 } = pool.options.Policies?.PasswordPolicy ?? {};
  if (password.length < MinimumLength)
    throw new errors.CognitoError(
      'InvalidPasswordException' as never,
      'Password did not conform with policy: Password not long enough',
    );
}
