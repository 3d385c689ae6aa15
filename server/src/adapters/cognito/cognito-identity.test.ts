import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import type { Account } from '../../domain/account.ts';
import type { AccountId } from '../../domain/ids.ts';
import { describeIdentity } from '../../ports/conformance/identity.ts';
import type { CodePurpose } from '../../ports/credentials.ts';
import { type CognitoServer, startCognitoServer } from '../../testing/cognito-server.ts';
import { createSecrets } from '../node-crypto/secrets.ts';
import { createSqlCredentials } from '../sql/credentials.ts';
import { migrate } from '../sql/migrate.ts';
import { openDatabase } from '../sql/open-database.ts';
import { createCognitoIdentity } from './cognito-identity.ts';

let cognito: CognitoServer;
before(async () => {
  cognito = await startCognitoServer();
});
after(() => cognito[Symbol.asyncDispose]());

const sources: Record<CodePurpose, readonly string[]> = {
  'confirm-account': ['SignUp', 'ResendCode'],
  'reset-password': ['ForgotPassword'],
  'change-email': ['UpdateUserAttribute'],
};

async function createHarness() {
  const database = await openDatabase('sqlite::memory:');
  await migrate(database);
  const clock = { now: () => Date.now() };
  const secrets = createSecrets(new Uint8Array(32).fill(7), clock);
  const logged: unknown[] = [];
  const write = (fields: unknown, message: string) => void logged.push({ fields, message });
  const log = { debug: write, info: write, warn: write, error: write };
  const { clientSecret, ...place } = cognito.settings;
  const identity = createCognitoIdentity({
    ...{ ...place, endpoint: cognito.endpoint, clientSecret: { reveal: () => clientSecret } },
    ...{ credentials: createSqlCredentials(database), secrets, clock, log },
  });
  return {
    identity,
    logged,
    async createAccount(): Promise<Account> {
      const id = secrets.createId<AccountId>();
      return {
        id,
        username: `member-${id}`,
        email: `${id}@example.org`,
        displayName: 'Ada',
        bio: '',
        role: 'member',
        createdAt: clock.now(),
        usage: { photos: 0, publicPhotos: 0, bytes: 0 },
      };
    },
    async latestCode({ id }: Account, purpose: CodePurpose): Promise<string> {
      const sent = cognito
        .sentCodes()
        .findLast(({ username, source }) => username === id && sources[purpose].includes(source));
      assert.ok(sent, `a code was mailed for ${purpose}`);
      return sent.code;
    },
    async [Symbol.asyncDispose]() {
      identity[Symbol.dispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

describeIdentity('Cognito', createHarness);
