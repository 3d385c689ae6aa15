import type { Account } from '../../domain/account.ts';
import { days } from '../../domain/time.ts';
import { createAccount } from '../../features/administration/accounts.ts';
import type { Ports } from '../../ports/index.ts';
import { CommandError } from '../terminal.ts';

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
      `An account named ${username} already exists that vitrine seed did not create. Use an empty gallery.`,
    );
  if (known) return known;
  const createdAt = ports.clock.now() - memberFor;
  return createAccount({ ...ports, clock: { now: () => createdAt } }, { ...person, email, password });
}

export type Person = { username: string; displayName: string; bio: string };

/** All invented. The first is the one to log in as. */
export const people: readonly [Person, ...Person[]] = [
  {
    username: 'ada',
    displayName: 'Ada Lindqvist',
    bio: 'Mountains before breakfast.\nI carry one lens and regret it twice a day.',
  },
  {
    username: 'tomas',
    displayName: 'Tomás Ferreira',
    bio: 'Night trains, harbours, and whatever the light does at a quarter to six. Lisbon, mostly.',
  },
  { username: 'mei', displayName: 'Mei Tanaka', bio: 'Botanist. Fog is a kind of weather I collect.' },
  {
    username: 'yusuf',
    displayName: 'Yusuf Demir',
    bio: 'Slow walks with a heavy camera.\nPrints on the kitchen wall, the good ones only.',
  },
  {
    username: 'ines',
    displayName: 'Inês Carvalho',
    bio: 'Architect by day. Straight lines, crooked horizons.',
  },
  {
    username: 'olu',
    displayName: 'Olu Adeyemi',
    bio: 'Weekend cyclist, weekday cartographer. Everything here is outdoors.',
  },
  {
    username: 'freja',
    displayName: 'Freja Holm',
    bio: 'North of most things. If the sky is green, I am awake.',
  },
  {
    username: 'sam',
    displayName: 'Sam Whitlock',
    bio: 'Learning. Be kind, and tell me what you would have cropped.',
  },
];

/** Names of the many owners of synthetic photos. */
export const firstNames = [
  'Aiko',
  'Amara',
  'Anton',
  'Beatriz',
  'Bruno',
  'Clara',
  'Dario',
  'Elif',
  'Emil',
  'Farah',
  'Greta',
  'Hugo',
  'Ida',
  'Ivan',
  'Jonas',
  'Kaya',
  'Lena',
  'Luca',
  'Maja',
  'Marek',
  'Nadia',
  'Nils',
  'Noor',
  'Oskar',
  'Petra',
  'Rafael',
  'Rosa',
  'Samir',
  'Tilda',
  'Vera',
  'Wanda',
  'Zoe',
] as const;
export const lastNames = [
  'Abe',
  'Almeida',
  'Berg',
  'Costa',
  'Dahl',
  'Eriksen',
  'Fischer',
  'Garcia',
  'Haddad',
  'Ivanova',
  'Jansen',
  'Kaya',
  'Lund',
  'Moreau',
  'Nowak',
  'Okafor',
  'Park',
  'Quist',
  'Rossi',
  'Sato',
  'Torres',
  'Ueda',
  'Varga',
  'Weber',
  'Yilmaz',
  'Zhang',
] as const;
