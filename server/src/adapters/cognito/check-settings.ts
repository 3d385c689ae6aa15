import { AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { isRefusal, misconfigured, translateErrors } from './cognito-errors.ts';
import type { UserPool } from './user-pool.ts';

/**
 * Asks, as the app client and as administrator, for somebody who is not there: any answer but that is a fault. Once the
 * pool has answered it is not asked again: who only looks at photos does not need it.
 */
export function createSettingsCheck(pool: UserPool, nobody: string): () => Promise<void> {
  let isSound = false;
  return () =>
    translateErrors(async () => {
      if (isSound) return;
      await askAsClient(pool, nobody);
      await askAsAdministrator(pool, nobody);
      isSound = true;
    });
}

async function askAsClient(pool: UserPool, nobody: string): Promise<void> {
  try {
    await pool.logIn(nobody, 'a password of nobody');
  } catch (error) {
    if (isRefusal(error, 'UserNotFoundException'))
      throw misconfigured(
        'the app client tells who has an account: set PreventUserExistenceErrors to ENABLED',
      );
    if (!isRefusal(error, 'NotAuthorizedException')) throw error;
  }
}

async function askAsAdministrator(pool: UserPool, nobody: string): Promise<void> {
  try {
    await pool.send(new AdminGetUserCommand(pool.asAdministrator(nobody)));
  } catch (error) {
    if (!isRefusal(error, 'UserNotFoundException')) throw error;
  }
}
