import { AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { isRefusal, misconfigured, translateErrors } from './cognito-errors.ts';
import type { UserPool } from './user-pool.ts';

/** Asks, as the app client and as administrator, for somebody who is not there: anything but that is a fault. */
export const checkSettings = (pool: UserPool, nobody: string): Promise<void> =>
  translateErrors(async () => {
    try {
      await pool.logIn(nobody, 'a password of nobody');
    } catch (error) {
      if (isRefusal(error, 'UserNotFoundException'))
        throw misconfigured(
          'the app client tells who has an account: set PreventUserExistenceErrors to ENABLED',
        );
      if (!isRefusal(error, 'NotAuthorizedException')) throw error;
    }
    try {
      await pool.send(new AdminGetUserCommand(pool.asAdministrator(nobody)));
    } catch (error) {
      if (!isRefusal(error, 'UserNotFoundException')) throw error;
    }
  });
