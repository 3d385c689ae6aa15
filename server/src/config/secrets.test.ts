import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { inspect } from 'node:util';
import { ConfigError, parseConfig } from './config.ts';
import { readSecrets } from './read-secrets.ts';

const postgres = { VITRINE_DATABASE_URL: 'postgres://ada@db/vitrine' };
const smtp = { VITRINE_MAIL_URL: 'smtp://ada@mail.example.org' };
const none = () => Promise.reject(new Error('nothing is with Secrets Manager'));

const read = async (
  environment: Record<string, string>,
  kept: Record<string, string> | undefined = undefined,
) => {
  const keeper = {
    read: async (id: string) => {
      const text = kept?.[id];
      if (text === undefined) throw new Error(`there is no ${id}`);
      return text;
    },
  };
  const secrets = await readSecrets(parseConfig(environment).secrets, kept ? async () => keeper : none);
  return Object.fromEntries(Object.entries(secrets).map(([key, secret]) => [key, secret?.reveal()]));
};

const faultsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    parseConfig(environment);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    assert.doesNotMatch(error.message, /hunter/u);
    return error.faults;
  }
  return [];
};

describe('secrets', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vitrine-secrets-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('are none, if not said otherwise', async () => {
    assert.deepEqual(Object.values(await read({})), [undefined, undefined, undefined, undefined]);
    assert.equal(parseConfig({}).secretFile, 'data/secret');
  });

  it('are told by a variable, a file, or Secrets Manager, whole or by a field of JSON', async () => {
    const path = join(directory, 'mail');
    await writeFile(path, ' of a file\n');
    const environment = {
      ...{ ...postgres, ...smtp, VITRINE_IDENTITY_URL: 'cognito://eu-central-1_AbC?client=abc' },
      VITRINE_DATABASE_PASSWORD: 'secretsmanager:arn:aws:secretsmanager:eu-central-1:1:secret:db-Ab#password',
      VITRINE_MAIL_PASSWORD_FILE: path,
      VITRINE_IDENTITY_SECRET: 'secretsmanager:vitrine/identity',
      VITRINE_SECRET: 'told',
    };
    const kept = {
      'arn:aws:secretsmanager:eu-central-1:1:secret:db-Ab': '{"username":"ada","password":"kept"}',
      'vitrine/identity': 'kept whole',
    };
    assert.deepEqual(await read(environment, kept), {
      databasePassword: 'kept',
      identity: 'kept whole',
      mailPassword: ' of a file',
      signing: 'told',
    });
  });

  it('are shown to nobody', () => {
    const config = parseConfig({
      ...postgres,
      VITRINE_DATABASE_PASSWORD: 'hunter2',
      VITRINE_SECRET: 'hunter3',
    });
    assert.doesNotMatch(`${JSON.stringify(config)} ${inspect(config, { depth: 9 })}`, /hunter/u);
  });

  it('that cannot be had are all told at once, by the variable', async () => {
    const environment = {
      ...{ ...postgres, ...smtp },
      VITRINE_DATABASE_PASSWORD: 'secretsmanager:database#password',
      VITRINE_MAIL_PASSWORD_FILE: join(directory, 'nowhere'),
      VITRINE_SECRET: 'secretsmanager:nothing',
    };
    await assert.rejects(read(environment, { database: 'hunter2, no JSON' }), (error) => {
      assert.ok(error instanceof ConfigError);
      assert.doesNotMatch(error.message, /hunter/u);
      assert.deepEqual(error.faults.map((fault) => fault.split(':')[0]).toSorted(), [
        'VITRINE_DATABASE_PASSWORD',
        'VITRINE_MAIL_PASSWORD_FILE',
        'VITRINE_SECRET',
      ]);
      return true;
    });
  });

  it('are refused where two variables say them', () => {
    for (const [name, environment] of [
      ['VITRINE_DATABASE_PASSWORD', { VITRINE_DATABASE_URL: 'postgres://ada:hunter1@db/vitrine' }],
      ['VITRINE_MAIL_PASSWORD', { VITRINE_MAIL_URL: 'smtp://ada:hunter1@mail' }],
    ] as const) {
      assert.match(
        faultsOf({ ...environment, [name]: 'hunter2' }).join(),
        new RegExp(`^${name}: .* already contains a password$`, 'u'),
      );
      assert.equal(faultsOf({ ...environment, [`${name}_FILE`]: 'x' }).length, 1);
    }
    for (const name of ['VITRINE_DATABASE_PASSWORD', 'VITRINE_MAIL_PASSWORD'])
      assert.deepEqual(
        faultsOf({
          ...postgres,
          ...smtp,
          VITRINE_MAIL_PASSWORD: '',
          [name]: 'hunter2',
          [`${name}_FILE`]: 'x',
        }).filter((fault) => fault.startsWith(`${name}:`)),
        [`${name}: set either it or ${name}_FILE, not both`],
      );
  });

  it('are refused where nothing wants them, and missed where something does', () => {
    assert.deepEqual(
      faultsOf({
        VITRINE_DATABASE_PASSWORD: 'hunter2',
        VITRINE_MAIL_PASSWORD: 'hunter2',
        VITRINE_IDENTITY_SECRET: 'hunter2',
      }),
      [
        'VITRINE_DATABASE_PASSWORD: this database has no password',
        'VITRINE_IDENTITY_SECRET: only cognito:// uses it',
        'VITRINE_MAIL_PASSWORD: VITRINE_MAIL_URL names no user',
      ],
    );
    assert.deepEqual(faultsOf(smtp), [
      'VITRINE_MAIL_PASSWORD: VITRINE_MAIL_URL names a user without a password',
    ]);
    assert.deepEqual(faultsOf(postgres), []);
  });

  it('are refused where a reference is none', () => {
    for (const reference of [
      'secretsmanager:',
      'secretsmanager:hunter2#',
      'secretsmanager:hunter 2',
      'secretsmanager:a#b#c',
    ])
      assert.deepEqual(faultsOf({ VITRINE_SECRET: reference }), [
        'VITRINE_SECRET: must be like secretsmanager:NAME or secretsmanager:ARN#field',
      ]);
  });

  it('that are kept elsewhere can be looked up again, one look for all who ask', async () => {
    const path = join(directory, 'password');
    await writeFile(path, 'one');
    const environment = { ...postgres, VITRINE_DATABASE_PASSWORD_FILE: path };
    const { databasePassword: password } = await readSecrets(parseConfig(environment).secrets, none);
    await writeFile(path, 'two');
    assert.deepEqual(await Promise.all([password?.renew?.(), password?.renew?.()]), [true, true]);
    assert.equal(password?.reveal(), 'two');
    await writeFile(path, 'three');
    assert.equal(await password?.renew?.(), false, 'not again so soon');
    assert.doesNotMatch(`${JSON.stringify(password)} ${inspect(password)}`, /two/u);
  });

  it('stay what they were where they cannot be looked up again', async () => {
    const path = join(directory, 'password');
    await writeFile(path, 'one');
    const environment = { ...postgres, VITRINE_DATABASE_PASSWORD_FILE: path };
    const { databasePassword: password } = await readSecrets(parseConfig(environment).secrets, none);
    await rm(path);
    assert.equal(await password?.renew?.(), false);
    assert.equal(password?.reveal(), 'one');
  });
});
