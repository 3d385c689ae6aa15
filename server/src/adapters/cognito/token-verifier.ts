import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { AppError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import { seconds } from '../../domain/time.ts';
import type { TokenProof } from '../../ports/identity.ts';
import type { UserPoolEndpoint } from './user-pool.ts';

/* Tolerated difference, in seconds, between the clocks of Cognito and of this machine. */
const clockSkew = 60;

/**
 * Verifies an ID or access token: signed by the pool, issued to this app client, not expired. Fetches the pool's keys
 * once, and again for an unknown key at most every ten seconds.
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
      // A token that the client obtained for itself belongs to no person.
      if (typeof username !== 'string' || typeof provenAt !== 'number') return undefined;
      // The library accepts tokens without expiry, and a token from the future would outlive password changes.
      const latest = Date.now() / 1000 + clockSkew;
      if (typeof claims.exp !== 'number' || provenAt > latest || claims.iat > latest) return undefined;
      return { accountId: username as AccountId, provenAt: seconds(provenAt) };
    } catch (error) {
      // Any other error means that the token is invalid.
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
    throw new AppError('unavailable', 'Tokens cannot be verified right now. Try again.', {
      cause,
      retryAfter: 10,
    });
  }
}
