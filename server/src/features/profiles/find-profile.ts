import { canSeeMember, type Viewer } from '../../domain/access.ts';
import type { Account } from '../../domain/account.ts';
import { notFound } from '../../domain/errors.ts';
import type { Ports } from '../../ports/index.ts';

/** The account behind a profile. One that is not confirmed, suspended or cancelled has none; one that is suspended, for admins. */
export async function findProfile(
  ports: Pick<Ports, 'accounts'>,
  viewer: Viewer,
  username: string,
): Promise<Account> {
  const account = await ports.accounts.findByUsername(username);
  if (!account || !canSeeMember(viewer, account)) throw notFound('member');
  return account;
}
