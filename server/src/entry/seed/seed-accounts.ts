import type { Account } from '../../domain/account.ts';
import { days } from '../../domain/time.ts';
import { createAccount } from '../../features/administration/accounts.ts';
import type { Ports } from '../../ports/index.ts';
import { CommandError } from '../command-error.ts';
import { type Person, people } from './people.ts';

/** Belongs to nobody for ever: RFC 2606 §2. It is also how a seeded account is told from a real one of that name. */
const demoAddress = (username: string) => `${username}@demo.vitrine.example`;
const memberFor = days(760);

/** The invented people, made where they are not there yet. */
export async function seedPeople(ports: Ports): Promise<[Account, ...Account[]]> {
  const [first, ...others] = people;
  const accounts: [Account, ...Account[]] = [
    await findOrCreate(ports, first, demoPassword(ports, first.username)),
  ];
  for (const person of others)
    accounts.push(await findOrCreate(ports, person, demoPassword(ports, person.username)));
  return accounts;
}

/** The same each time in one gallery, and another one in every gallery. */
export const demoPassword = (ports: Pick<Ports, 'secrets'>, username: string) =>
  ports.secrets
    .sign('demo-password', username)
    .replace(/[^a-z0-9]/giu, '')
    .slice(0, 16);

export async function findOrCreate(ports: Ports, person: Person, password?: string): Promise<Account> {
  const { username } = person;
  const email = demoAddress(username);
  const known = await ports.accounts.findByUsername(username);
  if (known && known.email !== email)
    throw new CommandError(
      `There is somebody called ${username} in this gallery already, and not one of ours. Seed an empty gallery.`,
    );
  if (known) return known;
  const createdAt = ports.clock.now() - memberFor;
  return createAccount({ ...ports, clock: { now: () => createdAt } }, { ...person, email, password });
}
