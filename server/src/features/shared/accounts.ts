import { type Account, releasesEmail, releasesUsername } from '../../domain/account.ts';
import { notFound, takenEmail } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { TakenField } from '../../ports/accounts.ts';
import type { Ports } from '../../ports/index.ts';

type Deps = Pick<Ports, 'accounts' | 'identity'>;

/* Concurrent registrations of the same names may take turns in blocking this one. */
const maxRivals = 5;

/** Finds an account by user name or e-mail address. User names hold no `@`. */
export async function findByLogin(
  { accounts }: Pick<Ports, 'accounts'>,
  login: string,
): Promise<Account | undefined> {
  const name = login.trim();
  return name.includes('@')
    ? await accounts.findByEmail(name)
    : await accounts.findByUsername(name.toLowerCase());
}

/** Changes an account and returns it. Throws `not-found`, or `taken` for an e-mail address of another account. */
export async function changeAccount(
  { accounts }: Pick<Ports, 'accounts'>,
  id: AccountId,
  change: (account: Account) => Account,
): Promise<Account> {
  const outcome = await accounts.change(id, change);
  if (outcome.outcome === 'changed') return outcome.account;
  if (outcome.outcome === 'absent') throw notFound('account');
  throw takenEmail();
}

/** Returns the field that another account holds and does not release. */
export async function findTakenField(
  { accounts }: Pick<Ports, 'accounts'>,
  account: Account,
): Promise<TakenField | undefined> {
  const byName = await accounts.findByUsername(account.username);
  if (byName && !releasesUsername(byName, account)) return 'username';
  const byEmail = await accounts.findByEmail(account.email);
  return byEmail && !releasesEmail(byEmail) ? 'email' : undefined;
}

/** Inserts an account and removes unconfirmed ones that hold its names. Returns the taken field if that fails. */
export async function insertAccount(deps: Deps, account: Account): Promise<TakenField | undefined> {
  const taken = await findTakenField(deps, account);
  if (taken) return taken;
  for (let rivals = 0; ; rivals += 1) {
    const inserted = await deps.accounts.insert(account);
    if (inserted.outcome === 'inserted') return undefined;
    const { field } = inserted;
    const holder =
      field === 'username'
        ? await deps.accounts.findByUsername(account.username)
        : await deps.accounts.findByEmail(account.email);
    const isReleased =
      !holder || (field === 'username' ? releasesUsername(holder, account) : releasesEmail(holder));
    if (!isReleased || rivals === maxRivals) return field;
    if (holder) await removeUnproven(deps, holder);
  }
}

/** Gives an account a proven e-mail address, and removes an unconfirmed account that holds it. */
export async function changeEmailAddress(
  deps: Deps,
  id: AccountId,
  email: string,
  change: (account: Account) => Account,
): Promise<Account> {
  for (let rivals = 0; rivals <= maxRivals; rivals += 1) {
    const outcome = await deps.accounts.change(id, change);
    if (outcome.outcome === 'changed') return outcome.account;
    if (outcome.outcome === 'absent') throw notFound('account');
    const holder = await deps.accounts.findByEmail(email);
    if (holder && !releasesEmail(holder)) break;
    if (holder) await removeUnproven(deps, holder);
  }
  throw takenEmail();
}

/** Removes an account that nobody has confirmed, and thus nobody has used. Returns false if it is confirmed by now. */
export async function removeUnproven(deps: Deps, account: Account): Promise<boolean> {
  if (account.confirmedAt !== undefined) return false;
  // The conditional removal goes first: credentials without an account are worth nothing.
  const isRemoved = await deps.accounts.removeUnconfirmed(account.id);
  if (isRemoved) await deps.identity.remove(account);
  return isRemoved;
}
