import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Template } from 'aws-cdk-lib/assertions';
import { type Given, synthesise } from '../testing/synthesise.ts';
import { asText, type Fields, many, propertiesOf, resourcesOf, statementsOf } from '../testing/template.ts';

const snapshot = 'arn:aws:rds:us-east-1:123456789012:cluster-snapshot:awsbackup:job-1';

/** Returns the only database of a type, and its restore properties. */
function restored(type: 'AWS::RDS::DBCluster' | 'AWS::RDS::DBInstance', given: Given) {
  const template = synthesise(given).main;
  const [database, ...others] = resourcesOf(template, type);
  assert.ok(database && others.length === 0);
  const [id, { Properties, DeletionPolicy }] = database;
  const origin = Object.entries(Properties).filter(([name]) =>
    /Snapshot(Identifier)|Source|Restor/u.test(name),
  );
  return { template, id, properties: Properties, DeletionPolicy, origin: Object.fromEntries(origin) };
}
const onAurora = (given: Given) => restored('AWS::RDS::DBCluster', { shape: 'serverless-sql', ...given });
const onRds = (given: Given) => restored('AWS::RDS::DBInstance', { shape: 'servers', ...given });

function rowsOf(template: Template): unknown {
  return Object.values(template.findOutputs('Rows'))[0]?.Value;
}

describe('a restored deployment', () => {
  it('restores Aurora from a snapshot or a moment of a cluster', () => {
    assert.deepEqual(onAurora({ restoreFrom: snapshot }).origin, { SnapshotIdentifier: snapshot });
    assert.deepEqual(onAurora({ restoreFrom: 'vitrine-1@2026-11-20T10:00:00Z' }).origin, {
      SourceDBClusterIdentifier: 'vitrine-1',
      RestoreType: 'full-copy',
      RestoreToTime: '2026-11-20T10:00:00Z',
    });
    assert.deepEqual(onAurora({ restoreFrom: 'vitrine-1@latest' }).origin, {
      SourceDBClusterIdentifier: 'vitrine-1',
      RestoreType: 'full-copy',
      UseLatestRestorableTime: true,
    });
  });

  it('restores MariaDB from a snapshot or a moment of an instance', () => {
    assert.deepEqual(onRds({ restoreFrom: 'rds:vitrine-2026-11-20-03-07' }).origin, {
      DBSnapshotIdentifier: 'rds:vitrine-2026-11-20-03-07',
    });
    assert.deepEqual(onRds({ restoreFrom: 'vitrine-1@2026-11-20T10:00:00Z' }).origin, {
      SourceDBInstanceIdentifier: 'vitrine-1',
      RestoreTime: '2026-11-20T10:00:00Z',
    });
    assert.deepEqual(onRds({ restoreFrom: 'vitrine-1@latest' }).origin, {
      SourceDBInstanceIdentifier: 'vitrine-1',
      UseLatestRestorableTime: true,
    });
  });

  it('sets no inherited property except the password', () => {
    for (const { properties } of [onAurora({ restoreFrom: 'a-1' }), onRds({ restoreFrom: 'a-1' })]) {
      for (const name of ['MasterUsername', 'DatabaseName', 'DBName'])
        assert.equal(name in properties, false, name);
      assert.match(JSON.stringify(properties.MasterUserPassword), /resolve:secretsmanager/u);
      assert.equal(properties.DeletionProtection, true);
    }
    const { properties } = onRds({ restoreFrom: 'a-1' });
    assert.equal('StorageEncrypted' in properties || 'KmsKeyId' in properties, false);
    assert.equal(onAurora({ restoreFrom: 'a-1' }).properties.StorageEncrypted, true);
  });

  it('creates a database for each restore point, and keeps it while the option stays', () => {
    for (const on of [onAurora, onRds]) {
      const ids = [{}, { restoreFrom: 'a-1' }, { restoreFrom: 'a-2' }, { restoreFrom: 'a-1@latest' }].map(
        (given) => on(given).id,
      );
      assert.equal(new Set(ids).size, 4);
      const { id, template, DeletionPolicy } = on({ restoreFrom: 'a-1' });
      assert.equal(id, ids[1]);
      assert.equal(DeletionPolicy, 'Snapshot');
      assert.match(String(rowsOf(template)), / from a-1$/u);
      // Password rotation and backups use the new database.
      const [[, attachment] = []] = resourcesOf(template, 'AWS::SecretsManager::SecretTargetAttachment');
      assert.deepEqual(attachment?.Properties.TargetId, { Ref: id });
      const selection = propertiesOf(template, 'AWS::Backup::BackupSelection').BackupSelection as Fields;
      assert.match(asText(many(selection.Resources)[0] ?? ''), new RegExp(`<${id}>$`, 'u'));
    }
  });

  it('uses an existing table with permissions, alarms and backups, and creates none', () => {
    for (const [given, role] of [
      [{ shape: 'serverless' }, 'ApiRole'],
      [{ shape: 'servers', database: 'dynamodb' }, 'ServersRole'],
    ] as const) {
      const template = synthesise({ ...given, table: 'vitrine-restored' }).main;
      template.resourceCountIs('AWS::DynamoDB::GlobalTable', 0);
      assert.match(JSON.stringify(template), /dynamodb:\/\/vitrine-restored\?region=us-east-1/u);
      const reached = statementsOf(template, role)
        .filter(({ Action }) => Action.some((action) => action.startsWith('dynamodb:')))
        .flatMap(({ Resource }) => Resource.map(asText));
      assert.ok(reached.length >= 7);
      for (const resource of reached) assert.match(resource, /:table\/vitrine-restored(\/index\/list\d)?$/u);
      const selection = propertiesOf(template, 'AWS::Backup::BackupSelection').BackupSelection as Fields;
      assert.match(asText(many(selection.Resources)[0] ?? ''), /:table\/vitrine-restored$/u);
      const alarms = JSON.stringify(template.findResources('AWS::CloudWatch::Alarm'));
      assert.match(alarms, /"Name":"TableName","Value":"vitrine-restored"/u);
      assert.equal(rowsOf(template), 'dynamodb, table vitrine-restored');
    }
  });
});
