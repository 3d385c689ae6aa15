import { createHmac } from 'node:crypto';
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider';
import { seconds } from '../../domain/time.ts';
import { isRefusal, misconfigured, translateErrors } from './cognito-errors.ts';

export type UserPoolEndpoint = {
  poolId: string;
  clientId: string;
  clientSecret: { reveal(): string };
  region: string;
  /** Of a user pool that is not Amazon's. */
  endpoint?: string | undefined;
};

export type UserPool = ReturnType<typeof createUserPool>;

/** What every request to a user pool has in common: as its app client, or as who administers it. */
export function createUserPool(options: UserPoolEndpoint) {
  const { poolId: UserPoolId, clientId: ClientId, region, endpoint } = options;
  const client = new CognitoIdentityProviderClient({
    region,
    ...(endpoint !== undefined && { endpoint }),
    // Somebody retryDelays for the answer.
    requestHandler: {
      connectionTimeout: seconds(3),
      requestTimeout: seconds(5),
      // By itself it only warns.
      throwOnRequestTimeout: true,
    },
  });
  const hash = (username: string) =>
    createHmac('sha256', options.clientSecret.reveal()).update(`${username}${ClientId}`).digest('base64');
  const logIn = (flow: 'USER_PASSWORD_AUTH' | 'REFRESH_TOKEN_AUTH', parameters: Record<string, string>) =>
    client.send(new InitiateAuthCommand({ ClientId, AuthFlow: flow, AuthParameters: parameters }));

  return {
    send: client.send.bind(client) as typeof client.send,
    asClient: (username: string) => ({ ClientId, Username: username, SecretHash: hash(username) }),
    asAdministrator: (username: string) => ({ UserPoolId, Username: username }),

    logIn: (username: string, password: string): Promise<InitiateAuthCommandOutput> =>
      logIn('USER_PASSWORD_AUTH', {
        USERNAME: username,
        PASSWORD: password,
        SECRET_HASH: hash(username),
      }),
    refresh: (username: string, refreshToken: string): Promise<InitiateAuthCommandOutput> =>
      logIn('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: refreshToken, SECRET_HASH: hash(username) }),

    [Symbol.dispose]: () => client.destroy(),
  };
}

/**
 * Asks, as the app client and as administrator, for somebody who is not there: any answer but that is a fault. Once the
 * pool has answered it is not asked again: who only looks at photos does not need it.
 */
export function createSettingsCheck(pool: UserPool, nobody: string): () => Promise<void> {
  let isSound = false;
  return () =>
    translateErrors(async () => {
      if (isSound) return;
      await probeAsClient(pool, nobody);
      await probeAsAdministrator(pool, nobody);
      isSound = true;
    });
}

async function probeAsClient(pool: UserPool, nobody: string): Promise<void> {
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

async function probeAsAdministrator(pool: UserPool, nobody: string): Promise<void> {
  try {
    await pool.send(new AdminGetUserCommand(pool.asAdministrator(nobody)));
  } catch (error) {
    if (!isRefusal(error, 'UserNotFoundException')) throw error;
  }
}
