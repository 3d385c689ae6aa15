import { type Account, isActive } from '../../domain/account.ts';
import type { AccessToken, TokenScope } from '../../domain/session.ts';
import { minutes } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';

/* The last use is written at most this often, so that reading with a token does not write. */
const recordingInterval = minutes(10);

/** Whose token a secret is; absent where there is none, or its account is not active. */
async function authenticateToken(
  ports: Pick<Ports, 'tokens' | 'accounts' | 'secrets' | 'clock'>,
  secret: string,
): Promise<{ account: Account; token: AccessToken } | undefined> {
  const now = ports.clock.now();
  const token = await ports.tokens.findByDigest(ports.secrets.digest(secret), now);
  const account = token && (await ports.accounts.find(token.accountId));
  if (!token || !account || !isActive(account)) return undefined;
  if (now - (token.lastUsedAt ?? 0) > recordingInterval) await ports.tokens.recordUse(token.id, now);
  return { account, token };
}

/* RFC 7519 §3. A personal access token holds no dot. */
const jwtForm = /^[\w-]+\.[\w-]+\.[\w-]+$/u;

type AuthenticateBearerDeps = Pick<Ports, 'accounts' | 'identity' | 'tokens' | 'secrets' | 'clock'>;
type Bearer = { account: Account; scopes: readonly TokenScope[] };

/** Whose token it is, personal or of the identity's making; absent where it is nobody's, or its account not active. */
export async function authenticateBearer(
  ports: AuthenticateBearerDeps,
  secret: string,
): Promise<Bearer | undefined> {
  if (jwtForm.test(secret)) return await authenticateIdentityToken(ports, secret);
  const found = await authenticateToken(ports, secret);
  return found && { account: found.account, scopes: found.token.scopes };
}

/* Whoever holds one gave the password for it, so it opens all that a personal token can be given. */
async function authenticateIdentityToken(
  { identity, accounts }: AuthenticateBearerDeps,
  token: string,
): Promise<Bearer | undefined> {
  const proof = await identity.verifyToken(token);
  const account = proof && (await accounts.find(proof.accountId));
  if (!account || !isActive(account)) return undefined;
  // Of the password before: what it opened has ended.
  if (proof.provenAt < (account.passwordChangedAt ?? 0)) return undefined;
  return { account, scopes: ['read', 'write'] };
}
