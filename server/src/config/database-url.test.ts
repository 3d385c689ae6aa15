import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { ConfigError, parseConfig } from './config.ts';
import { maskPassword } from './secret.ts';

const parse = (url: string) => parseConfig({ VITRINE_DATABASE_URL: url }).database;

describe('the address of the database', () => {
  it('is a file, if not said otherwise', () => {
    assert.deepEqual(parseConfig({}).database, { kind: 'sqlite', path: 'data/vitrine.db' });
  });

  it('may be a server, with a password that is written as addresses are', () => {
    const database = parse('postgresql://ada:p%40ss%2Fw@db.example.org/vitrine?pool=4&sslmode=verify-full');
    assert.ok(database.kind === 'postgres');
    const { password, ...rest } = database;
    assert.equal(password.reveal(), 'p@ss/w');
    assert.deepEqual(rest, {
      ...{ kind: 'postgres', host: 'db.example.org', port: 5432, name: 'vitrine', user: 'ada' },
      ...{ pool: 4, tls: 'verify-full' },
    });
  });

  it('may name a port, also the one that addresses of pages leave out', () => {
    for (const [url, host, port] of [
      ['mysql://ada@[::1]/vitrine', '::1', 3306],
      ['mysql://ada:80@db:80/vitrine', 'db', 80],
      ['postgres://ada@db:6432/vitrine', 'db', 6432],
    ] as const) {
      const database = parse(url);
      assert.ok('host' in database);
      assert.deepEqual([database.host, database.port], [host, port]);
    }
  });

  it('may be a table of DynamoDB, whose region and endpoint are optional', () => {
    const kind = 'dynamodb';
    const none = { region: undefined, endpoint: undefined };
    assert.deepEqual(parse('dynamodb://vitrine'), { kind, table: 'vitrine', ...none });
    const [region, endpoint] = ['eu-central-1', 'http://127.0.0.1:8000'];
    assert.deepEqual(parse(`dynamodb://my.table_1?region=${region}&endpoint=${endpoint}/`), {
      ...{ kind, table: 'my.table_1', region, endpoint },
    });
    assert.deepEqual(parse(`dynamodb://vitrine?endpoint=${endpoint}`), {
      ...{ kind, table: 'vitrine', region: 'us-east-1', endpoint },
    });
  });

  it('is refused without a word of it, which may be the password', () => {
    for (const url of [
      'oracle://ada:hunter2@db/vitrine',
      'postgres://ada:hunter2@db',
      'postgres://hunter2',
      'postgres://ada:hunter2#@db/vitrine',
      'postgres://ada:hunter2@db:123456/vitrine',
      'postgres://ada:hunter2@db/vitrine?pool=0',
      'postgres://ada:hunter2@db/vitrine?ssl=true',
      'mysql://ada@db/vitrine?password=hunter2',
      'dynamodb://hunter2:key@vitrine',
      'dynamodb://vi',
      'dynamodb://vitrine?key=hunter2',
      'dynamodb://vitrine?endpoint=https://ada:hunter2@db',
    ])
      assert.throws(
        () => parse(url),
        (error) => {
          assert.ok(error instanceof ConfigError, url);
          assert.match(error.message, /VITRINE_DATABASE_URL: /u);
          assert.doesNotMatch(error.message, /hunter2/u);
          return true;
        },
      );
  });

  it('keeps its password to itself wherever it is printed', () => {
    const url = 'postgres://ada:hunter2@db/vitrine';
    const config = parseConfig({ VITRINE_DATABASE_URL: url });
    assert.doesNotMatch(JSON.stringify(config), /hunter2/u);
    assert.doesNotMatch(inspect(config, { depth: 9, showHidden: true }), /hunter2/u);
    assert.equal(maskPassword(url), 'postgres://ada:***@db/vitrine');
    assert.equal(maskPassword('postgres://ada@db/vitrine'), 'postgres://ada@db/vitrine');
    assert.equal(maskPassword('https://photos.example.org'), 'https://photos.example.org');
  });
});
