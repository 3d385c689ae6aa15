import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { AppError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import { seconds } from '../../domain/time.ts';
import type { TokenProof } from '../../ports/identity.ts';
import type { UserPoolEndpoint } from './user-pool.ts';

/* Seconds that the clocks of the pool and of this machine may differ by. */
const clockSkew = 60;

/**
 * Tells whose ID or access token it is: signed by the pool, for this app client, not expired. The pool's keys are
 * fetched once; again, at most every ten seconds, where a token names one that is not among them.
 */
export function createTokenVerifier({
  poolId,
  clientId,
  endpoint,
}: Pick<UserPoolEndpoint, 'poolId' | 'clientId' | 'endpoint'>) {
  const locate = (uri: string) =>
    endpoint === undefined ? uri : `${endpoint}/${poolId}/.well-known/jwks.json`;
  const jwksCache = new SimpleJwksCache({ fetcher: { fetch: (uri) => fetchKeys(locate(uri)) } });
  const verifier = CognitoJwtVerifier.create({ userPoolId: poolId, clientId, tokenUse: null }, { jwksCache });

  return async (token: string): Promise<TokenProof | undefined> => {
    try {
      const claims = await verifier.verify(token);
      const username: unknown = claims.token_use === 'id' ? claims['cognito:username'] : claims.username;
      const provenAt: unknown = claims.auth_time;
      // A token that the client got for itself belongs to no person.
      if (typeof username !== 'string' || typeof provenAt !== 'number') return undefined;
      // The library accepts a token without an end, and one from the future would outlive each change of the password.
      const latest = Date.now() / 1000 + clockSkew;
      if (typeof claims.exp !== 'number' || provenAt > latest || claims.iat > latest) return undefined;
      return { accountId: username as AccountId, provenAt: seconds(provenAt) };
    } catch (error) {
      // Whatever else is wrong, it is the token.
      if (error instanceof AppError) throw error;
      return undefined;
    }
  };
}

async function fetchKeys(uri: string): Promise<ArrayBuffer> {
  try {
    const response = await fetch(uri, { signal: AbortSignal.timeout(seconds(5)) });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return await response.arrayBuffer();
  } catch (error) {
    const cause = new Error(`the keys of the user pool cannot be fetched from ${uri}`, { cause: error });
    throw new AppError('unavailable', 'Tokens cannot be checked just now. Please try again.', {
      cause,
      retryAfter: 10,
    });
  }
}
