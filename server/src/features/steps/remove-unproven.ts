import type { Account } from '../../domain/account.ts';
import type { Ports } from '../../ports/index.ts';

/**
 * Removes an account whose address nobody has proven, so that its address is free for its owner. False where it was
 * proven meanwhile. Nobody ever logged in to it: nothing is lost.
 */
export async function removeUnproven(
  ports: Pick<Ports, 'accounts' | 'identity'>,
  account: Account,
): Promise<boolean> {
  if (account.confirmedAt !== undefined) return false;
  // First the account, under the condition; without it, nothing of the credentials counts.
  const isRemoved = await ports.accounts.removeUnconfirmed(account.id);
  if (isRemoved) await ports.identity.remove(account);
  return isRemoved;
}
