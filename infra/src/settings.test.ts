import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DeploymentError, readDeployment, type SettingName } from './settings.ts';

const read = (given: Partial<Record<SettingName, string>>) => readDeployment((name) => given[name]);

describe('the settings of a deployment', () => {
  it('need a shape and somebody whom mail comes from', () => {
    const { mailFrom, region, destroysData, isMultiZone, identity } = read({
      shape: 'serverless',
      mailFrom: 'ada@example.org',
    });
    assert.deepEqual(
      { mailFrom, region, destroysData, isMultiZone, identity },
      {
        mailFrom: 'ada@example.org',
        region: 'us-east-1',
        destroysData: false,
        isMultiZone: false,
        identity: 'cognito',
      },
    );
    assert.throws(() => read({}), /shape must be serverless[\s\S]*mailFrom must be like/u);
  });

  it('take mail from the domain where there is one', () => {
    const { mailFrom, domain } = read({
      shape: 'servers',
      domain: 'photos.example.org',
      zone: 'Z0123456789:example.org',
    });
    assert.equal(mailFrom, 'photos@photos.example.org');
    assert.deepEqual(domain, { name: 'photos.example.org', zoneId: 'Z0123456789', zoneName: 'example.org' });
  });

  it('take mail from any address in the zone, and from none outside', () => {
    const given = { shape: 'servers', domain: 'photos.example.org', zone: 'Z0123456789:example.org' };
    for (const mailFrom of ['hello@example.org', 'ada@mail.example.org'])
      assert.equal(read({ ...given, mailFrom }).mailFrom, mailFrom);
    for (const mailFrom of ['ada@example.net', 'ada@anexample.org'])
      assert.throws(() => read({ ...given, mailFrom }), /mailFrom must be in the zone example\.org/u);
    assert.throws(() => read({ ...given, domain: 'photos.example.net' }), /domain must be in the zone/u);
  });

  it('name the database, where the shape leaves a choice', () => {
    const mailFrom = 'ada@example.org';
    const databaseOf = (shape: string, database?: string) =>
      read({ shape, mailFrom, ...(database !== undefined && { database }) }).database;
    assert.deepEqual(
      [databaseOf('serverless'), databaseOf('serverless-sql'), databaseOf('servers')],
      ['dynamodb', 'postgres', 'mariadb'],
    );
    assert.equal(databaseOf('servers', 'dynamodb'), 'dynamodb');
    assert.throws(() => databaseOf('serverless', 'mariadb'), /database must be dynamodb where the shape is/u);
    assert.throws(() => databaseOf('servers', 'oracle'), /database must be mariadb or dynamodb/u);
  });

  it('say what a database begins with, or which table is there', () => {
    const mailFrom = 'ada@example.org';
    const origin = (restoreFrom: string) => read({ shape: 'servers', mailFrom, restoreFrom }).restoreFrom;
    assert.deepEqual(origin('rds:vitrine-2026-11-20'), { snapshot: 'rds:vitrine-2026-11-20' });
    assert.deepEqual(origin('vitrine@latest'), { source: 'vitrine', moment: 'latest' });
    for (const wrong of ['vitrine@yesterday', 'vitrine@2026-11-20', '@latest', 'a b'])
      assert.throws(() => origin(wrong), /restoreFrom must be a snapshot, or like/u);
    assert.equal(read({ shape: 'serverless', mailFrom, table: 'vitrine-2' }).table, 'vitrine-2');
    assert.throws(() => read({ shape: 'serverless', mailFrom, restoreFrom: 'x' }), /restore the table/u);
    assert.throws(
      () => read({ shape: 'servers', mailFrom, table: 'vitrine' }),
      /table is of DynamoDB alone/u,
    );
  });

  it('are refused with every fault at once', () => {
    const faulty = {
      shape: 'server',
      region: 'Frankfurt',
      budget: 'much',
      multiZone: 'yes',
      codesBySes: 'on',
    };
    assert.throws(
      () => read(faulty),
      (error) => {
        assert.ok(error instanceof DeploymentError);
        for (const name of ['shape', 'mailFrom', 'region', 'budget', 'multiZone', 'codesBySes'])
          assert.match(error.message, new RegExp(`^ {2}${name} `, 'mu'));
        return true;
      },
    );
  });
});
