import { canSignIn } from '../../domain/access.ts';
import type { Account } from '../../domain/account.ts';
import { AppError } from '../../domain/errors.ts';
import type { TokenId } from '../../domain/ids.ts';
import { type AccessToken, maxTokensPerAccount } from '../../domain/session.ts';
import { days, toIso } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { enqueueMail } from '../shared/mail.ts';
import { checkPassword } from '../shared/passwords.ts';

/* So that a token that ends up somewhere public can be recognised by whoever scans for them. */
const prefix = 'vitrine_';

export type NewToken = {
  password: string;
  name: string;
  scopes: AccessToken['scopes'];
  expiresInDays: number;
};

type CreateTokenDeps = Pick<
  Ports,
  'accounts' | 'identity' | 'tokens' | 'attempts' | 'jobs' | 'secrets' | 'clock'
>;

/**
 * Makes a token for programs and mails its owner. `secret` is shown once and not stored. Needs the password, because a
 * token outlives the session that it was made in.
 */
export async function createToken(
  ports: CreateTokenDeps,
  owner: Account,
  { password, name, scopes, expiresInDays }: NewToken,
): Promise<{ token: AccessToken; secret: string }> {
  const now = ports.clock.now();
  const present = await ports.tokens.listByAccount(owner.id, now);
  if (present.length >= maxTokensPerAccount)
    throw new AppError(
      'quota-exceeded',
      `An account has at most ${maxTokensPerAccount} tokens. Revoke one first.`,
    );
  await checkPassword(ports, owner, password);
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
  if (!account || !canSignIn(account) || account.passwordChangedAt !== owner.passwordChangedAt) {
    await ports.tokens.remove(owner.id, token.id);
    throw new AppError('unauthenticated', 'Please log in.');
  }
  await mailTokenMade(ports, owner, token);
  return { token, secret };
}

async function mailTokenMade(ports: CreateTokenDeps, owner: Account, token: AccessToken): Promise<void> {
  const abilities = token.scopes.map((scope) => abilityOf[scope]).join(' and ');
  await enqueueMail(ports, {
    id: `token-made:${token.id}`,
    to: owner.email,
    subject: 'A Vitrine access token was made',
    paragraphs: [
      `Hello ${owner.displayName},`,
      `A personal access token was made for your account. Until ${toIso(token.expiresAt).slice(0, 10)}, it can ${abilities}.`,
      'If that was not you, revoke it in Settings, then change your password.',
    ],
  });
}

const abilityOf: Record<AccessToken['scopes'][number], string> = {
  read: 'view everything that you can view',
  write: 'upload, change and delete photos and albums',
};
