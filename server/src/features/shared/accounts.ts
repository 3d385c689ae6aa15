import { type Account, releasesEmail, releasesUsername } from '../../domain/account.ts';
import { notFound, takenEmail } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { TakenField } from '../../ports/accounts.ts';
import type { Ports } from '../../ports/index.ts';

/* Others may go on registering the address without ever proving it. */
const mostEmailRivals = 5;

/** Gives the account an address that it has proven, in place of any account that never proved it. */
export async function changeEmailAddress(
  ports: Pick<Ports, 'accounts' | 'identity'>,
  id: AccountId,
  email: string,
  change: (account: Account) => Account,
): Promise<Account> {
  for (let rivals = 0; rivals < mostEmailRivals; rivals += 1) {
    const holder = await ports.accounts.findByEmail(email);
    if (!holder || holder.id === id) return await changeAccount(ports, id, change);
    if (!releasesEmail(holder)) break;
    await removeUnproven(ports, holder);
  }
  throw takenEmail();
}

type InsertAccountDeps = Pick<Ports, 'accounts' | 'identity'>;

/* Of many who register the same names at once, each may be in the way of another. */
const mostRivals = 5;

/** Which of its names somebody else holds and does not yield. */
export async function findTakenField(
  ports: InsertAccountDeps,
  account: Account,
): Promise<TakenField | undefined> {
  const byName = await ports.accounts.findByUsername(account.username);
  if (byName && !releasesUsername(byName, account)) return 'username';
  const byEmail = await ports.accounts.findByEmail(account.email);
  return byEmail && !releasesEmail(byEmail) ? 'email' : undefined;
}

/** Inserts the account in place of unproven ones that hold its names. Answers the field that is taken, if one is. */
export async function insertAccount(
  ports: InsertAccountDeps,
  account: Account,
): Promise<TakenField | undefined> {
  const taken = await findTakenField(ports, account);
  if (taken) return taken;
  for (let rivals = 0; ; rivals += 1) {
    const inserted = await ports.accounts.insert(account);
    if (inserted.outcome === 'inserted') return undefined;
    const { field } = inserted;
    const holder =
      field === 'username'
        ? await ports.accounts.findByUsername(account.username)
        : await ports.accounts.findByEmail(account.email);
    const yields =
      !holder || (field === 'username' ? releasesUsername(holder, account) : releasesEmail(holder));
    if (!yields || rivals === mostRivals) return field;
    if (holder) await removeUnproven(ports, holder);
  }
}

/** By user name or by address: no user name holds an `@`. */
export async function findByLogin(
  ports: Pick<Ports, 'accounts'>,
  login: string,
): Promise<Account | undefined> {
  const name = login.trim();
  return name.includes('@')
    ? await ports.accounts.findByEmail(name)
    : await ports.accounts.findByUsername(name.toLowerCase());
}

/** The account after the change; a taken address is told as such. */
export async function changeAccount(
  ports: Pick<Ports, 'accounts'>,
  id: AccountId,
  change: (account: Account) => Account,
): Promise<Account> {
  const outcome = await ports.accounts.change(id, change);
  if (outcome.outcome === 'changed') return outcome.account;
  if (outcome.outcome === 'absent') throw notFound('account');
  throw takenEmail();
}

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
