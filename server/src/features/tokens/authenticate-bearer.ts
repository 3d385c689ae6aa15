import { type Account, isActive } from '../../domain/account.ts';
import type { TokenScope } from '../../domain/token.ts';
import type { Ports } from '../../ports/index.ts';
import { authenticateToken } from './authenticate-token.ts';

/* RFC 7519 §3. A personal access token holds no dot. */
const jwtForm = /^[\w-]+\.[\w-]+\.[\w-]+$/u;

type Needs = Pick<Ports, 'accounts' | 'identity' | 'tokens' | 'secrets' | 'clock'>;
type Bearer = { account: Account; scopes: readonly TokenScope[] };

/** Whose token it is, personal or of the identity's making; absent where it is nobody's, or its account not active. */
export async function authenticateBearer(ports: Needs, secret: string): Promise<Bearer | undefined> {
  if (jwtForm.test(secret)) return await authenticateIdentityToken(ports, secret);
  const found = await authenticateToken(ports, secret);
  return found && { account: found.account, scopes: found.token.scopes };
}

/* Whoever holds one gave the password for it, so it opens all that a personal token can be given. */
async function authenticateIdentityToken(
  { identity, accounts }: Needs,
  token: string,
): Promise<Bearer | undefined> {
  const proof = await identity.verifyToken(token);
  const account = proof && (await accounts.find(proof.accountId));
  if (!account || !isActive(account)) return undefined;
  // Of the password before: what it opened has ended.
  if (proof.provenAt < (account.passwordChangedAt ?? 0)) return undefined;
  return { account, scopes: ['read', 'write'] };
}
