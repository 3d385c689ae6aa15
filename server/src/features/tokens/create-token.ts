import { type Account, mayAct } from '../../domain/account.ts';
import { AppError } from '../../domain/errors.ts';
import type { TokenId } from '../../domain/ids.ts';
import { days } from '../../domain/time.ts';
import { type AccessToken, maxTokensPerAccount } from '../../domain/token.ts';
import type { Ports } from '../../ports/index.ts';

/* So that a token that ends up somewhere public can be recognised by whoever scans for them. */
const prefix = 'vitrine_';

export type NewToken = { name: string; scopes: AccessToken['scopes']; expiresInDays: number };

/** A token for programs; `secret` is shown this once and nowhere kept. */
export async function createToken(
  ports: Pick<Ports, 'accounts' | 'tokens' | 'secrets' | 'clock'>,
  owner: Account,
  { name, scopes, expiresInDays }: NewToken,
): Promise<{ token: AccessToken; secret: string }> {
  const now = ports.clock.now();
  const present = await ports.tokens.listByAccount(owner.id, now);
  if (present.length >= maxTokensPerAccount)
    throw new AppError(
      'quota-exceeded',
      `An account has at most ${maxTokensPerAccount} tokens. Revoke one first.`,
    );
  const secret = `${prefix}${ports.secrets.createToken()}`;
  const token: AccessToken = {
    id: ports.secrets.createId<TokenId>(),
    accountId: owner.id,
    name,
    scopes,
    secretDigest: ports.secrets.digest(secret),
    createdAt: now,
    expiresAt: now + days(expiresInDays),
  };
  await ports.tokens.insert(token);
  // Where the account was taken back since the request came, its tokens were ended without this one.
  const account = await ports.accounts.find(owner.id);
  if (!account || !mayAct(account) || account.passwordChangedAt !== owner.passwordChangedAt) {
    await ports.tokens.remove(owner.id, token.id);
    throw new AppError('unauthenticated', 'Please log in.');
  }
  return { token, secret };
}
