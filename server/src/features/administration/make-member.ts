import type { Account } from '../../domain/account.ts';
import type { Ports } from '../../ports/index.ts';
import { changeAccount } from '../steps/change-account.ts';
import { findNamedAccount } from './find-named-account.ts';

/** Of an admin. Also of the last one: whoever runs the gallery makes another. */
export async function makeMember(ports: Pick<Ports, 'accounts'>, name: string): Promise<Account> {
  const { id } = await findNamedAccount(ports, name);
  return changeAccount(ports, id, (present) =>
    present.role === 'member' ? present : { ...present, role: 'member' },
  );
}
