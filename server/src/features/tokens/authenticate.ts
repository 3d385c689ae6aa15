import { type Account, isActive } from '../../domain/account.ts';
import type { AccessToken, TokenScope } from '../../domain/session.ts';
import { minutes } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';

/* Limits writes of `lastUsedAt`, so that most requests only read. */
const recordingInterval = minutes(10);

/* RFC 7519 §3. A personal access token holds no dot. */
const jwtFormat = /^[\w-]+\.[\w-]+\.[\w-]+$/u;

type Deps = Pick<Ports, 'accounts' | 'identity' | 'tokens' | 'secrets' | 'clock'>;
type Bearer = { account: Account; scopes: readonly TokenScope[] };

/**
 * Resolves a bearer token: a personal access token or one of the identity provider. Returns `undefined` if the token is
 * unknown or its account is not active.
 */
export async function authenticateBearer(deps: Deps, secret: string): Promise<Bearer | undefined> {
  if (jwtFormat.test(secret)) return await authenticateIdentityToken(deps, secret);
  const found = await authenticateToken(deps, secret);
  return found && { account: found.account, scopes: found.token.scopes };
}

async function authenticateToken(
  deps: Deps,
  secret: string,
): Promise<{ account: Account; token: AccessToken } | undefined> {
  const now = deps.clock.now();
  const token = await deps.tokens.findByDigest(deps.secrets.digest(secret), now);
  const account = token && (await deps.accounts.find(token.accountId));
  if (!token || !account || !isActive(account)) return undefined;
  if (now - (token.lastUsedAt ?? 0) > recordingInterval) await deps.tokens.recordUse(token.id, now);
  return { account, token };
}

/* Its holder gave the password for it, so that it has every scope. */
async function authenticateIdentityToken(
  { identity, accounts }: Deps,
  token: string,
): Promise<Bearer | undefined> {
  const proof = await identity.verifyToken(token);
  const account = proof && (await accounts.find(proof.accountId));
  if (!account || !isActive(account)) return undefined;
  // A password change ends the tokens that the previous password opened.
  if (proof.provenAt < (account.passwordChangedAt ?? 0)) return undefined;
  return { account, scopes: ['read', 'write'] };
}
