import { type Account, yieldsEmail, yieldsUsername } from '../../domain/account.ts';
import type { TakenField } from '../../ports/accounts.ts';
import type { Ports } from '../../ports/index.ts';
import { removeUnproven } from './remove-unproven.ts';

type Needs = Pick<Ports, 'accounts' | 'identity'>;

/* Of many who register the same names at once, each may be in the way of another. */
const mostRivals = 5;

/** Which of its names somebody else holds and does not yield. */
export async function findTakenField(ports: Needs, account: Account): Promise<TakenField | undefined> {
  const byName = await ports.accounts.findByUsername(account.username);
  if (byName && !yieldsUsername(byName, account)) return 'username';
  const byEmail = await ports.accounts.findByEmail(account.email);
  return byEmail && !yieldsEmail(byEmail) ? 'email' : undefined;
}

/** Inserts the account in place of unproven ones that hold its names. Answers the field that is taken, if one is. */
export async function insertAccount(ports: Needs, account: Account): Promise<TakenField | undefined> {
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
    const yields = !holder || (field === 'username' ? yieldsUsername(holder, account) : yieldsEmail(holder));
    if (!yields || rivals === mostRivals) return field;
    if (holder) await removeUnproven(ports, holder);
  }
}
