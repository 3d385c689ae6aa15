import { type Account, isActive } from '../../domain/account.ts';
import { minutes } from '../../domain/time.ts';
import type { AccessToken } from '../../domain/token.ts';
import type { Ports } from '../../ports/index.ts';

/* The last use is written at most this often, so that reading with a token does not write. */
const recordingInterval = minutes(10);

/** Whose token a secret is; absent where there is none, or its account is not active. */
export async function authenticateToken(
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
