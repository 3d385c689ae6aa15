import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { variants } from '../settings.ts';
import { dataResourceTypes } from '../testing/data-resource-types.ts';
import { type Given, synthesise, withDomain } from '../testing/synthesise.ts';
import { type Fields, propertiesOf, type Resource, resourcesOf } from '../testing/template.ts';

/* The forms of deletion protection of tables, databases, user pools and load balancers. */
const isProtected =
  /"DeletionProtection(Enabled)?":(true|"ACTIVE")|"deletion_protection.enabled","Value":"true"/u;

/* All optional settings at once. */
const everything = (database: string): Given => ({
  ...withDomain,
  ...(database === 'dynamodb' ? { table: 'vitrine-restored' } : { restoreFrom: 'vitrine-monday' }),
  multiZone: 'on',
  codesBySes: 'on',
  alarmEmail: 'ada@example.org',
});

describe('every variant', () => {
  for (const { shape, database } of variants)
    for (const [settings, given] of Object.entries({ nothing: {}, everything: everything(database) }))
      for (const destroyData of ['off', 'on']) {
        const name = `${shape} on ${database}, ${settings} else set, destroyData=${destroyData}`;
        it(`passes the rules, and keeps or deletes data as requested: ${name}`, () => {
          const { main } = synthesise({ shape, database, destroyData, ...given });
          main.hasOutput('Identity', { Value: 'cognito' });
          // CloudFront does not cache errors.
          const { DistributionConfig } = propertiesOf<{ DistributionConfig: Fields }>(
            main,
            'AWS::CloudFront::Distribution',
          );
          assert.deepEqual(
            DistributionConfig.CustomErrorResponses,
            [500, 502, 503, 504].map((ErrorCode) => ({ ErrorCode, ErrorCachingMinTTL: 0 })),
          );
          const resources: Record<string, Resource> = main.toJSON().Resources;
          const kept = dataResourceTypes.flatMap((type) => resourcesOf(main, type));
          assert.ok(kept.length >= 5);
          // The cluster, not its instances, decides about the data.
          for (const [id, { Type, DeletionPolicy = 'Delete', Properties }] of kept)
            if (!Properties.DBClusterIdentifier)
              assert.match(
                DeletionPolicy,
                destroyData === 'on' ? /^Delete$/u : /^(Retain\w*|Snapshot)$/u,
                id + Type,
              );
          // Protected resources are retained, except databases, whose protection is turned off before.
          for (const [id, { Type, DeletionPolicy, Properties }] of Object.entries(resources))
            if (isProtected.test(JSON.stringify(Properties)))
              assert.equal(DeletionPolicy, Type.startsWith('AWS::RDS::') ? 'Snapshot' : 'Retain', id);
          // Other retained resources would block the next deployment after a failed first one.
          for (const [id, { Type, DeletionPolicy, Properties }] of Object.entries(resources))
            if (DeletionPolicy === 'Retain' && !isProtected.test(JSON.stringify(Properties)))
              assert.match(`${Type} ${id}`, /^AWS::(Backup::BackupVault|S3::Bucket (?!Photos))/u);
          const hasProtection = isProtected.test(JSON.stringify(kept));
          assert.equal(hasProtection, destroyData === 'off');
        });
      }
});
