import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import type { Template } from 'aws-cdk-lib/assertions';
import { publicFiles } from '../bundles/artefacts.ts';
import { type Given, synthesise } from './synthesise.ts';
import {
  asText,
  type Fields,
  many,
  propertiesOf,
  type Resource,
  resourcesOf,
  statementsOf,
} from './template.ts';

const operations = readFileSync(new URL('../../../docs/operations-aws.md', import.meta.url), 'utf8');

/* Actions that support no narrower resource, and actions of the CDK during deployments. */
const mayNameEverything = new Set([
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
  'ec2:DescribeManagedPrefixLists',
  'logs:PutRetentionPolicy',
  'logs:DeleteRetentionPolicy',
  'ssm:UpdateInstanceInformation',
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
]);

type Bucket = { CorsConfiguration: { CorsRules: Fields[] }; LifecycleConfiguration: { Rules: Fields[] } };
/* Only the bucket of photos has a CORS configuration. */
const isOfPhotos = (_: string, properties: Fields) => 'CorsConfiguration' in properties;

/** Registers the tests that every shape must pass. Returns the templates for more tests. */
export function describeStackContract(
  name: string,
  given: Given,
): { main: () => Template; edge: () => Template } {
  let edge: Template;
  let main: Template;
  const list = (type: string): Resource[] => resourcesOf(main, type).map(([, resource]) => resource);

  describe(`${name}: stack contract`, () => {
    before(() => {
      ({ edge, main } = synthesise(given));
    });

    it('grants no wildcard action, and wildcard resources only where AWS requires them', () => {
      const documents = [
        ...list('AWS::IAM::Policy').map(({ Properties }) => Properties.PolicyDocument),
        ...list('AWS::IAM::Role').flatMap(({ Properties }) =>
          many(Properties.Policies).map((policy) => (policy as Fields).PolicyDocument),
        ),
      ] as unknown as { Statement: Fields[] }[];
      assert.ok(documents.length >= 3);
      for (const { Statement } of documents)
        for (const { Action, Resource } of Statement)
          for (const action of many(Action).map(asText)) {
            assert.doesNotMatch(action, /\*/u);
            if (many(Resource).map(asText).includes('*')) assert.ok(mayNameEverything.has(action), action);
          }
    });

    it('keeps every bucket private, encrypted, and open to TLS 1.2 only', () => {
      const buckets = resourcesOf(main, 'AWS::S3::Bucket');
      const policies = JSON.stringify(main.findResources('AWS::S3::BucketPolicy'));
      assert.ok(buckets.length >= 2);
      for (const [id, { Properties }] of buckets) {
        assert.deepEqual(Properties.PublicAccessBlockConfiguration, {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        });
        assert.ok(Properties.BucketEncryption, id);
        assert.ok(policies.includes(`"Bucket":{"Ref":"${id}"}`), id);
      }
      const refusals = policies.match(/"aws:SecureTransport":"false"/gu) ?? [];
      const oldVersions = policies.match(/"s3:TlsVersion":1.2/gu) ?? [];
      assert.deepEqual([refusals.length, oldVersions.length], [buckets.length, buckets.length]);
    });

    it('encrypts photos, jobs, secrets and notices with a key that is rotated', () => {
      for (const { Properties } of list('AWS::KMS::Key')) assert.equal(Properties.EnableKeyRotation, true);
      for (const { Properties } of list('AWS::SQS::Queue')) assert.ok(Properties.KmsMasterKeyId);
      for (const { Properties } of list('AWS::SNS::Topic')) assert.ok(Properties.KmsMasterKeyId);
      const photos = propertiesOf(main, 'AWS::S3::Bucket', isOfPhotos);
      assert.match(JSON.stringify(photos.BucketEncryption), /"SSEAlgorithm":"aws:kms"/u);
      assert.match(JSON.stringify(photos.VersioningConfiguration), /Enabled/u);
    });

    it('allows the key to every service that publishes notices', () => {
      const services = (document: unknown) =>
        new Set(JSON.stringify(document).match(/\w+(?=\.amazonaws\.com")/gu));
      const publishers = services(list('AWS::SNS::TopicPolicy'));
      const keyUsers = services(list('AWS::KMS::Key'));
      assert.ok(publishers.size >= 3);
      assert.deepEqual(
        [...publishers].filter((service) => !keyUsers.has(service)),
        [],
      );
      // Auto Scaling would publish with its own role, which the key does not allow.
      for (const { Properties } of list('AWS::AutoScaling::AutoScalingGroup'))
        assert.equal(Properties.NotificationConfigurations, undefined);
    });

    it('allows decryption only through the service that stores the data', () => {
      const roles = ['ApiRole', 'WorkerRole', 'ServersRole'];
      const decrypting = roles
        .flatMap((role) => statementsOf(main, role))
        .filter(({ Action }) => Action.some((action) => action.startsWith('kms:')));
      assert.ok(decrypting.length >= 3);
      for (const { Resource, Condition } of decrypting) {
        assert.match(Resource.map(asText).join(), /^<DataKey\w+\.Arn>$/u);
        assert.match(JSON.stringify(Condition), /"kms:ViaService"/u);
      }
    });

    it('enqueues a job when an original arrives', () => {
      main.hasResourceProperties('AWS::Events::Rule', {
        EventPattern: {
          source: ['aws.s3'],
          'detail-type': ['Object Created'],
          detail: { object: { key: [{ prefix: 'originals/' }] } },
        },
        Targets: [
          {
            InputTransformer: {
              InputTemplate: '{"id":<id>,"name":"complete-upload","payload":{"key":<detail-object-key>}}',
            },
          },
        ],
      });
      const photos = propertiesOf(main, 'AWS::S3::Bucket', isOfPhotos);
      assert.match(JSON.stringify(photos.NotificationConfiguration), /"EventBridgeEnabled":true/u);
    });

    it('allows only the gallery’s own pages to send and load photos', () => {
      assert.equal(
        resourcesOf(main, 'AWS::S3::Bucket').filter(([id, { Properties }]) => isOfPhotos(id, Properties))
          .length,
        1,
      );
      const { CorsRules } = propertiesOf<Bucket>(main, 'AWS::S3::Bucket', isOfPhotos).CorsConfiguration;
      assert.deepEqual(
        CorsRules.map(({ AllowedOrigins, AllowedMethods }) => [
          many(AllowedOrigins).map(asText),
          AllowedMethods,
        ]),
        [
          [
            [given.domain ? `https://${given.domain}` : 'https://<CdnDistribution149FA6C8.DomainName>'],
            ['PUT', 'GET'],
          ],
        ],
      );
    });

    it('aborts uploads that cannot resume, and deletes old versions after 30 days', () => {
      const { Rules } = propertiesOf<Bucket>(main, 'AWS::S3::Bucket', isOfPhotos).LifecycleConfiguration;
      const ended = Rules.find((rule) => 'AbortIncompleteMultipartUpload' in rule);
      const { DaysAfterInitiation } = (ended?.AbortIncompleteMultipartUpload ?? {}) as Fields;
      // An interrupted upload can resume for seven days.
      assert.ok(Number(DaysAfterInitiation) > 7);
      assert.ok(
        Rules.some(
          ({ NoncurrentVersionExpiration: expiry }) => (expiry as Fields | undefined)?.NoncurrentDays === 30,
        ),
      );
    });

    it('serves TLS only, behind the firewall', () => {
      const { DistributionConfig } = propertiesOf<{
        DistributionConfig: {
          WebACLId: unknown;
          DefaultCacheBehavior: Fields;
          CacheBehaviors: Fields[];
          ViewerCertificate?: Fields;
        };
      }>(main, 'AWS::CloudFront::Distribution');
      assert.ok(DistributionConfig.WebACLId);
      for (const { ViewerProtocolPolicy } of [
        DistributionConfig.DefaultCacheBehavior,
        ...DistributionConfig.CacheBehaviors,
      ])
        assert.equal(ViewerProtocolPolicy, 'redirect-to-https');
      assert.deepEqual(
        DistributionConfig.CacheBehaviors.map(({ PathPattern }) => PathPattern),
        ['/assets/*', ...publicFiles.map((name) => `/${name}`), '/media/*'],
      );
      if (given.domain)
        assert.equal(DistributionConfig.ViewerCertificate?.MinimumProtocolVersion, 'TLSv1.2_2021');
    });

    it('caches photos by URL and signature for at most an hour, and ignores cookies', () => {
      main.hasResourceProperties('AWS::CloudFront::CachePolicy', {
        CachePolicyConfig: {
          MinTTL: 0,
          DefaultTTL: 0,
          MaxTTL: 3600,
          ParametersInCacheKeyAndForwardedToOrigin: {
            CookiesConfig: { CookieBehavior: 'none' },
            HeadersConfig: { HeaderBehavior: 'none' },
            QueryStringsConfig: { QueryStringBehavior: 'whitelist', QueryStrings: ['expires', 'signature'] },
          },
        },
      });
    });

    it('sends every alarm, and documents it in docs/operations-aws.md', () => {
      const alarms = list('AWS::CloudWatch::Alarm').filter(({ Properties }) => Properties.AlarmDescription);
      const named = alarms.map(
        ({ Properties }) =>
          /operations-aws\.md, (\w+)\./u.exec(asText(Properties.AlarmDescription ?? ''))?.[1] ?? '',
      );
      const told = named.filter(Boolean);
      assert.ok(told.length >= 6);
      for (const alarm of told) assert.match(operations, new RegExp(`^### ${alarm}$`, 'mu'));
      for (const [index, { Properties }] of alarms.entries())
        if (named[index]) assert.equal(many(Properties.AlarmActions).length, 1);
      main.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
      main.resourceCountIs('AWS::Budgets::Budget', 1);
    });

    it('treats missing metrics as zero in sums', () => {
      for (const { Properties } of list('AWS::CloudWatch::Alarm')) {
        const metrics = many(Properties.Metrics) as { Id: string; Expression?: string }[];
        const names = metrics.filter(({ Expression }) => !Expression).map(({ Id }) => Id);
        for (const { Expression } of metrics)
          if (Expression) {
            assert.deepEqual(Expression.match(/(?<=FILL\()\w+(?=, 0\))/gu)?.sort(), names.sort());
            assert.match(Expression, /^FILL\(\w+, 0\)( \+ FILL\(\w+, 0\))*$/u);
          }
      }
    });

    it('expires logs, and deletes them with the stack', () => {
      for (const [id, { Properties, DeletionPolicy }] of resourcesOf(main, 'AWS::Logs::LogGroup')) {
        assert.ok(Number(Properties.RetentionInDays) > 0, id);
        assert.equal(DeletionPolicy, 'Delete', id);
      }
    });

    it('keeps backups when the stack is removed', () => {
      for (const { DeletionPolicy } of list('AWS::Backup::BackupVault'))
        assert.equal(DeletionPolicy, 'Retain');
    });

    it('backs up the database', () => {
      main.resourceCountIs('AWS::Backup::BackupPlan', 1);
      const [selected = '', ...others] = list('AWS::Backup::BackupSelection').flatMap(({ Properties }) =>
        many((Properties.BackupSelection as Fields).Resources).map((resource) => asText(resource ?? '')),
      );
      assert.match(selected, /^<DataTable\w+\.Arn>$|:(cluster:<DataCluster|db:<DataInstance)\w+>$/u);
      assert.deepEqual(others, []);
    });
  });
  return { main: () => main, edge: () => edge };
}
