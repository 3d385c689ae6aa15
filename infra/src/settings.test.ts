import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DeploymentError, readDeployment, type SettingName } from './settings.ts';

const read = (given: Partial<Record<SettingName, string>>) => readDeployment((name) => given[name]);

describe('readDeployment', () => {
  it('requires a shape and a sender, and has defaults for the rest', () => {
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

  it('derives the sender from the domain', () => {
    const { mailFrom, domain } = read({
      shape: 'servers',
      domain: 'photos.example.org',
      zone: 'Z0123456789:example.org',
    });
    assert.equal(mailFrom, 'photos@photos.example.org');
    assert.deepEqual(domain, { name: 'photos.example.org', zoneId: 'Z0123456789', zoneName: 'example.org' });
  });

  it('accepts a sender in the zone, and refuses one outside', () => {
    const given = { shape: 'servers', domain: 'photos.example.org', zone: 'Z0123456789:example.org' };
    for (const mailFrom of ['hello@example.org', 'ada@mail.example.org'])
      assert.equal(read({ ...given, mailFrom }).mailFrom, mailFrom);
    for (const mailFrom of ['ada@example.net', 'ada@anexample.org'])
      assert.throws(() => read({ ...given, mailFrom }), /mailFrom must be in the zone example\.org/u);
    assert.throws(() => read({ ...given, domain: 'photos.example.net' }), /domain must be in the zone/u);
  });

  it('accepts the databases of a shape, and refuses others', () => {
    const mailFrom = 'ada@example.org';
    const databaseOf = (shape: string, database?: string) =>
      read({ shape, mailFrom, ...(database !== undefined && { database }) }).database;
    assert.deepEqual(
      [databaseOf('serverless'), databaseOf('serverless-sql'), databaseOf('servers')],
      ['dynamodb', 'postgres', 'mariadb'],
    );
    assert.equal(databaseOf('servers', 'dynamodb'), 'dynamodb');
    assert.throws(() => databaseOf('serverless', 'mariadb'), /database must be dynamodb with the shape/u);
    assert.throws(() => databaseOf('servers', 'oracle'), /database must be mariadb or dynamodb/u);
  });

  it('reads a restore point and a table name', () => {
    const mailFrom = 'ada@example.org';
    const restorePoint = (restoreFrom: string) =>
      read({ shape: 'servers', mailFrom, restoreFrom }).restoreFrom;
    assert.deepEqual(restorePoint('rds:vitrine-2026-11-20'), { snapshot: 'rds:vitrine-2026-11-20' });
    assert.deepEqual(restorePoint('vitrine@latest'), { source: 'vitrine', moment: 'latest' });
    for (const wrong of ['vitrine@yesterday', 'vitrine@2026-11-20', '@latest', 'a b'])
      assert.throws(() => restorePoint(wrong), /restoreFrom must be a snapshot, or like/u);
    assert.equal(read({ shape: 'serverless', mailFrom, table: 'vitrine-2' }).table, 'vitrine-2');
    assert.throws(() => read({ shape: 'serverless', mailFrom, restoreFrom: 'x' }), /restore the table/u);
    assert.throws(
      () => read({ shape: 'servers', mailFrom, table: 'vitrine' }),
      /table is for DynamoDB only/u,
    );
  });

  it('reports all invalid settings at once', () => {
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
