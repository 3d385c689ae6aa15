import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { synthesise } from '../testing/synthesise.ts';
import { type Fields, propertiesOf, resourcesOf } from '../testing/template.ts';

/* The resources whose pages refer to the files. */
const servers = {
  serverless: ['AWS::Lambda::Function', /^ApiFunction/u],
  'serverless-sql': ['AWS::Lambda::Function', /^ApiFunction/u],
  servers: ['AWS::AutoScaling::AutoScalingGroup', /^Servers/u],
} as const;

for (const [shape, [type, name]] of Object.entries(servers))
  describe(`the web app’s files in ${shape}`, () => {
    let main: Template;

    before(() => {
      ({ main } = synthesise({ shape }));
    });

    it('are all served from the bucket', () => {
      const { DistributionConfig } = propertiesOf<{
        DistributionConfig: {
          Origins: { Id: string; S3OriginConfig?: Fields }[];
          CacheBehaviors: { PathPattern: string; TargetOriginId: string }[];
        };
      }>(main, 'AWS::CloudFront::Distribution');
      const bucket = DistributionConfig.Origins.find((origin) => origin.S3OriginConfig)?.Id;
      const ofBucket = DistributionConfig.CacheBehaviors.filter(
        ({ TargetOriginId }) => TargetOriginId === bucket,
      ).map(({ PathPattern }) => PathPattern);
      const page = readFileSync(new URL('../../../web/index.html', import.meta.url), 'utf8');
      const named = [...page.matchAll(/(?:src|href)="(\/[\w.-]+)"/gu)].map(([, path]) => path);
      assert.ok(named.length > 0);
      assert.deepEqual(new Set(ofBucket), new Set(['/assets/*', ...named]));
    });

    it('are copied before the server changes, and never deleted', () => {
      const copies = resourcesOf(main, 'Custom::CDKBucketDeployment');
      assert.deepEqual(
        copies.map(([, { Properties }]) => [Properties.SystemMetadata, Properties.Prune]),
        [
          [{ 'cache-control': 'public, max-age=31536000, immutable' }, false],
          [{ 'cache-control': 'public, max-age=3600' }, false],
        ],
      );
      const [server] = resourcesOf(main, type).filter(([id]) => name.test(id));
      const { DependsOn = [] } = (server?.[1] ?? {}) as { DependsOn?: string[] };
      for (const [id] of copies) assert.ok(DependsOn.includes(id), `${id} of ${DependsOn.join()}`);
    });

    it('are readable by CloudFront only', () => {
      main.hasResourceProperties('AWS::S3::BucketPolicy', {
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({
              Action: 's3:GetObject',
              Effect: 'Allow',
              Principal: { Service: 'cloudfront.amazonaws.com' },
              Condition: Match.objectLike({ StringEquals: Match.anyValue() }),
            }),
          ]),
        },
      });
    });
  });
