import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { type Account, isActive } from '../../domain/account.ts';
import type { SessionId } from '../../domain/ids.ts';
import type { TokenScope } from '../../domain/session.ts';
import { days } from '../../domain/time.ts';
import { buildAccount, buildSession, buildToken } from '../../ports/conformance/builders.ts';
import type { Ports } from '../../ports/index.ts';
import { mintToken, type PoolSettings, samplePool } from '../cognito/user-pool.ts';

/** Every kind of client, those without access rights first. */
export const subjects = [
  'a visitor',
  'an unconfirmed account',
  'a suspended member',
  'an expired session',
  'a revoked session',
  'another member',
  'the owner',
  'the owner by token',
  'a token of the wrong scope',
  'the owner by Cognito',
  'an admin',
  'an expired token of Cognito',
  'a token of another user pool',
  'a forged token of Cognito',
  'a suspended member by Cognito',
] as const;
export type Subject = (typeof subjects)[number];

/** The server rejects these for every operation, because an invalid token never falls back to a visitor. */
export const rejectedSubjects: readonly Subject[] = subjects.slice(-4);

export type Subjects = {
  owner: Account;
  /** A suspended member, whose photos nobody else sees. */
  suspended: Account;
  unconfirmed: Account;
  cancelled: Account;
  /** Returns the headers of the subject's request: a new session or token each time. */
  headersOf(subject: Subject, method: string): Promise<Record<string, string>>;
  /** Creates a session of the account. */
  addSession(account: Account, change?: { expiresAt?: number }): Promise<{ id: SessionId; cookie: string }>;
};

/** Inserts accounts in every state into the stores. Tokens of Cognito come from the pool. */
export async function createSubjects(ports: Ports, pool: PoolSettings = samplePool): Promise<Subjects> {
  const now = ports.clock.now();
  const add = async (username: string, change: Partial<Account> = {}) => {
    const account = buildAccount({ username, email: `${username}@example.org`, confirmedAt: now, ...change });
    await ports.accounts.insert(account);
    return account;
  };
  const { confirmedAt: _, ...blank } = buildAccount({
    username: 'unproven',
    email: 'unproven@example.org',
  });
  await ports.accounts.insert(blank);
  const [owner, other, admin, suspended, cancelled] = await Promise.all([
    add('owning'),
    add('another'),
    add('warden', { role: 'admin' }),
    add('banned', { suspendedAt: now }),
    add('leaving', { cancelledAt: now }),
  ]);
  if (!isActive(owner)) throw new Error('the owner is active');

  async function addSession(account: Account, change: { expiresAt?: number } = {}) {
    const secret = ports.secrets.createToken();
    const session = buildSession(account.id, {
      secretDigest: ports.secrets.digest(secret),
      createdAt: now,
      lastSeenAt: now,
      expiresAt: now + days(1),
      ...change,
    });
    await ports.sessions.insert(session);
    return { id: session.id, cookie: `vitrine_session=${secret}` };
  }

  async function addToken(scopes: TokenScope[]) {
    const secret = ports.secrets.createToken();
    const secretDigest = ports.secrets.digest(secret);
    await ports.tokens.insert(buildToken(owner.id, { scopes, secretDigest, expiresAt: now + days(1) }));
    return { authorization: `Bearer ${secret}` };
  }

  async function revoked(account: Account) {
    const { id, cookie } = await addSession(account);
    await ports.sessions.remove(account.id, id);
    return { cookie };
  }

  const withToken = ({ id }: Account, claims?: object, signer?: { key: KeyObject }) => ({
    authorization: `Bearer ${mintToken(pool, id, claims, signer)}`,
  });
  const { privateKey: strangeKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

  const withSession = async (account: Account) => ({ cookie: (await addSession(account)).cookie });
  const headers: Record<Subject, (method: string) => Promise<Record<string, string>>> = {
    'a visitor': async () => ({}),
    'an unconfirmed account': () => withSession(blank),
    'a suspended member': () => withSession(suspended),
    'an expired session': async () => ({
      cookie: (await addSession(owner, { expiresAt: now - 1000 })).cookie,
    }),
    'a revoked session': () => revoked(owner),
    'another member': () => withSession(other),
    'the owner': () => withSession(owner),
    'the owner by token': (method) => addToken([method === 'GET' ? 'read' : 'write']),
    'a token of the wrong scope': (method) => addToken([method === 'GET' ? 'write' : 'read']),
    'the owner by Cognito': async () => withToken(owner),
    'an admin': () => withSession(admin),
    'an expired token of Cognito': async () => withToken(owner, { exp: now / 1000 - 1 }),
    'a token of another user pool': async () => withToken(owner, { iss: 'https://pool.example' }),
    'a forged token of Cognito': async () => withToken(owner, {}, { key: strangeKey }),
    'a suspended member by Cognito': async () => withToken(suspended),
  };
  return {
    owner,
    suspended,
    unconfirmed: blank,
    cancelled,
    headersOf: (subject, method) => headers[subject](method),
    addSession,
  };
}
