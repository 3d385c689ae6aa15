import { canSignIn } from '../../domain/access.ts';
import type { Account } from '../../domain/account.ts';
import { AppError } from '../../domain/errors.ts';
import type { TokenId } from '../../domain/ids.ts';
import { tokenCreated } from '../../domain/mail-texts.ts';
import { type AccessToken, maxTokensPerAccount } from '../../domain/session.ts';
import { days } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { enqueueMail } from '../shared/mail.ts';
import { checkPassword } from '../shared/passwords.ts';

/* Lets secret scanners recognise a token that was published by mistake. */
const prefix = 'vitrine_';

export type NewToken = {
  password: string;
  name: string;
  scopes: AccessToken['scopes'];
  expiresInDays: number;
};

/**
 * Creates a personal access token and mails its owner. The returned `secret` is stored nowhere. Needs the password,
 * because a token outlives the session that creates it.
 */
export async function createToken(
  deps: Pick<Ports, 'accounts' | 'identity' | 'tokens' | 'attempts' | 'jobs' | 'secrets' | 'clock'>,
  owner: Account,
  { password, name, scopes, expiresInDays }: NewToken,
): Promise<{ token: AccessToken; secret: string }> {
  const now = deps.clock.now();
  const present = await deps.tokens.listByAccount(owner.id, now);
  if (present.length >= maxTokensPerAccount)
    throw new AppError(
      'quota-exceeded',
      `An account can have at most ${maxTokensPerAccount} tokens. Revoke one first.`,
    );
  await checkPassword(deps, owner, password);
  const secret = `${prefix}${deps.secrets.createToken()}`;
  const token: AccessToken = {
    id: deps.secrets.createId<TokenId>(),
    accountId: owner.id,
    name,
    scopes,
    secretDigest: deps.secrets.digest(secret),
    createdAt: now,
    expiresAt: now + days(expiresInDays),
  };
  await deps.tokens.insert(token);
  // A password change that ran meanwhile has ended the other tokens without this one.
  const account = await deps.accounts.find(owner.id);
  if (!account || !canSignIn(account) || account.passwordChangedAt !== owner.passwordChangedAt) {
    await deps.tokens.remove(owner.id, token.id);
    throw new AppError('unauthenticated', 'Log in to continue.');
  }
  await enqueueMail(deps, tokenCreated(owner, token));
  return { token, secret };
}
