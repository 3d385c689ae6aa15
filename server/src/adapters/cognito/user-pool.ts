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
  /** Endpoint of a user pool other than Amazon's. */
  endpoint?: string | undefined;
};

export type UserPool = ReturnType<typeof createUserPool>;

/** Sends requests to a user pool, as its app client or as administrator. */
export function createUserPool(options: UserPoolEndpoint) {
  const { poolId: UserPoolId, clientId: ClientId, region, endpoint } = options;
  const client = new CognitoIdentityProviderClient({
    region,
    ...(endpoint !== undefined && { endpoint }),
    // A person waits for the response.
    requestHandler: {
      connectionTimeout: seconds(3),
      requestTimeout: seconds(5),
      // The SDK only logs a warning by default.
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
 * Checks the settings by requesting an unknown user, as app client and as administrator; any other answer is a fault.
 * Checks only until the first success: viewers of photos do not need the pool.
 */
export function createSettingsCheck(pool: UserPool, unknownUser: string): () => Promise<void> {
  let isSound = false;
  return () =>
    translateErrors(async () => {
      if (isSound) return;
      await probeAsClient(pool, unknownUser);
      await probeAsAdministrator(pool, unknownUser);
      isSound = true;
    });
}

async function probeAsClient(pool: UserPool, unknownUser: string): Promise<void> {
  try {
    await pool.logIn(unknownUser, 'a password of nobody');
  } catch (error) {
    if (isRefusal(error, 'UserNotFoundException'))
      throw misconfigured(
        'the app client reveals who has an account: set PreventUserExistenceErrors to ENABLED',
      );
    if (!isRefusal(error, 'NotAuthorizedException')) throw error;
  }
}

async function probeAsAdministrator(pool: UserPool, unknownUser: string): Promise<void> {
  try {
    await pool.send(new AdminGetUserCommand(pool.asAdministrator(unknownUser)));
  } catch (error) {
    if (!isRefusal(error, 'UserNotFoundException')) throw error;
  }
}
