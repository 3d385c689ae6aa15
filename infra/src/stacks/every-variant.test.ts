import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { variants } from '../settings.ts';
import { dataResourceTypes } from '../testing/keeps-data.ts';
import { type Given, synthesise, withDomain } from '../testing/synthesise.ts';
import { type Fields, propertiesOf, type Resource, resourcesOf } from '../testing/template.ts';

/* As tables, databases, user pools and load balancers are told to refuse their deletion. */
const defends =
  /"DeletionProtection(Enabled)?":(true|"ACTIVE")|"deletion_protection.enabled","Value":"true"/u;

/* What is set in few deployments, all of it at once. */
const everything = (database: string): Given => ({
  ...withDomain,
  ...(database === 'dynamodb' ? { table: 'vitrine-restored' } : { restoreFrom: 'vitrine-monday' }),
  multiZone: 'on',
  codesBySes: 'on',
  alarmEmail: 'ada@example.org',
});

describe('every shape on every database', () => {
  for (const { shape, database } of variants)
    for (const [settings, given] of Object.entries({ nothing: {}, everything: everything(database) }))
      for (const destroyData of ['off', 'on']) {
        const name = `${shape} on ${database}, with ${settings} else set, destroyData=${destroyData}`;
        it(`is within the rules, and keeps data or lets it go: ${name}`, () => {
          const { gallery } = synthesise({ shape, database, destroyData, ...given });
          gallery.hasOutput('Identity', { Value: 'cognito' });
          // What fails is told anew to everyone who asks.
          const { DistributionConfig } = propertiesOf<{ DistributionConfig: Fields }>(
            gallery,
            'AWS::CloudFront::Distribution',
          );
          assert.deepEqual(
            DistributionConfig.CustomErrorResponses,
            [500, 502, 503, 504].map((ErrorCode) => ({ ErrorCode, ErrorCachingMinTTL: 0 })),
          );
          const resources: Record<string, Resource> = gallery.toJSON().Resources;
          const kept = dataResourceTypes.flatMap((type) => resourcesOf(gallery, type));
          assert.ok(kept.length >= 5);
          // What an instance of a cluster shows is the cluster's to keep.
          for (const [id, { Type, DeletionPolicy = 'Delete', Properties }] of kept)
            if (!Properties.DBClusterIdentifier)
              assert.match(
                DeletionPolicy,
                destroyData === 'on' ? /^Delete$/u : /^(Retain\w*|Snapshot)$/u,
                id + Type,
              );
          // What refuses to be deleted is not asked to go, or is a database, which is released before.
          for (const [id, { Type, DeletionPolicy, Properties }] of Object.entries(resources))
            if (defends.test(JSON.stringify(Properties)))
              assert.equal(DeletionPolicy, Type.startsWith('AWS::RDS::') ? 'Snapshot' : 'Retain', id);
          // Whatever is kept without reason when a first deployment is undone is in the way of the next.
          for (const [id, { Type, DeletionPolicy, Properties }] of Object.entries(resources))
            if (DeletionPolicy === 'Retain' && !defends.test(JSON.stringify(Properties)))
              assert.match(`${Type} ${id}`, /^AWS::(Backup::BackupVault|S3::Bucket (?!Photos))/u);
          const isDefended = defends.test(JSON.stringify(kept));
          assert.equal(isDefended, destroyData === 'off');
        });
      }
});
