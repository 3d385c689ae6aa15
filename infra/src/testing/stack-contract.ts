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

/* Calls that AWS takes for no narrower resource, and what CDK does at deployments. */
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
/* The one that browsers reach. */
const isOfPhotos = (_: string, properties: Fields) => 'CorsConfiguration' in properties;

/** What holds in every shape. Answers the template, for what is special to one. */
export function describeStackContract(
  name: string,
  given: Given,
): { gallery: () => Template; edge: () => Template } {
  let edge: Template;
  let gallery: Template;
  const list = (type: string): Resource[] => resourcesOf(gallery, type).map(([, resource]) => resource);

  describe(`${name}, synthesised`, () => {
    before(() => {
      ({ edge, gallery } = synthesise(given));
    });

    it('allows nobody everything, and nothing to everybody', () => {
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

    it('keeps every bucket private, encrypted, and closed to connections without TLS 1.2', () => {
      const buckets = resourcesOf(gallery, 'AWS::S3::Bucket');
      const policies = JSON.stringify(gallery.findResources('AWS::S3::BucketPolicy'));
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

    it('encrypts photos, jobs, secrets and notices with a key that is made anew every year', () => {
      for (const { Properties } of list('AWS::KMS::Key')) assert.equal(Properties.EnableKeyRotation, true);
      for (const { Properties } of list('AWS::SQS::Queue')) assert.ok(Properties.KmsMasterKeyId);
      for (const { Properties } of list('AWS::SNS::Topic')) assert.ok(Properties.KmsMasterKeyId);
      const photos = propertiesOf(gallery, 'AWS::S3::Bucket', isOfPhotos);
      assert.match(JSON.stringify(photos.BucketEncryption), /"SSEAlgorithm":"aws:kms"/u);
      assert.match(JSON.stringify(photos.VersioningConfiguration), /Enabled/u);
    });

    it('tells only by who may seal a notice with the key', () => {
      const services = (document: unknown) =>
        new Set(JSON.stringify(document).match(/\w+(?=\.amazonaws\.com")/gu));
      const tellers = services(list('AWS::SNS::TopicPolicy'));
      const sealers = services(list('AWS::KMS::Key'));
      assert.ok(tellers.size >= 3);
      assert.deepEqual(
        [...tellers].filter((service) => !sealers.has(service)),
        [],
      );
      // Auto Scaling tells under a role of its own, which no key of ours knows.
      for (const { Properties } of list('AWS::AutoScaling::AutoScalingGroup'))
        assert.equal(Properties.NotificationConfigurations, undefined);
    });

    it('opens what the key seals only by way of the service that keeps it', () => {
      const roles = ['ApiRole', 'WorkerRole', 'ServersRole'];
      const sealed = roles
        .flatMap((role) => statementsOf(gallery, role))
        .filter(({ Action }) => Action.some((action) => action.startsWith('kms:')));
      assert.ok(sealed.length >= 3);
      for (const { Resource, Condition } of sealed) {
        assert.match(Resource.map(asText).join(), /^<DataKey\w+\.Arn>$/u);
        assert.match(JSON.stringify(Condition), /"kms:ViaService"/u);
      }
    });

    it('has the bucket tell of originals that came', () => {
      gallery.hasResourceProperties('AWS::Events::Rule', {
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
      const photos = propertiesOf(gallery, 'AWS::S3::Bucket', isOfPhotos);
      assert.match(JSON.stringify(photos.NotificationConfiguration), /"EventBridgeEnabled":true/u);
    });

    it('lets browsers of the gallery alone send and load photos', () => {
      assert.equal(
        resourcesOf(gallery, 'AWS::S3::Bucket').filter(([id, { Properties }]) => isOfPhotos(id, Properties))
          .length,
        1,
      );
      const { CorsRules } = propertiesOf<Bucket>(gallery, 'AWS::S3::Bucket', isOfPhotos).CorsConfiguration;
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

    it('ends uploads once they cannot be taken up again, and old versions after 30 days', () => {
      const { Rules } = propertiesOf<Bucket>(gallery, 'AWS::S3::Bucket', isOfPhotos).LifecycleConfiguration;
      const ended = Rules.find((rule) => 'AbortIncompleteMultipartUpload' in rule);
      const { DaysAfterInitiation } = (ended?.AbortIncompleteMultipartUpload ?? {}) as Fields;
      // An upload that broke off can be taken up for seven days.
      assert.ok(Number(DaysAfterInitiation) > 7);
      assert.ok(
        Rules.some(
          ({ NoncurrentVersionExpiration: expiry }) => (expiry as Fields | undefined)?.NoncurrentDays === 30,
        ),
      );
    });

    it('serves people over TLS alone, behind the firewall', () => {
      const { DistributionConfig } = propertiesOf<{
        DistributionConfig: {
          WebACLId: unknown;
          DefaultCacheBehavior: Fields;
          CacheBehaviors: Fields[];
          ViewerCertificate?: Fields;
        };
      }>(gallery, 'AWS::CloudFront::Distribution');
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

    it('keeps photos at the edge by address and signature, for an hour at most, and no answer by cookie', () => {
      gallery.hasResourceProperties('AWS::CloudFront::CachePolicy', {
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

    it('tells of every alarm, and each is in docs/operations-aws.md', () => {
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
      gallery.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
      gallery.resourceCountIs('AWS::Budgets::Budget', 1);
    });

    it('sums up so that what was not counted is none, and does not end the sum', () => {
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

    it('keeps no log for ever, and none that nobody writes to any more', () => {
      for (const [id, { Properties, DeletionPolicy }] of resourcesOf(gallery, 'AWS::Logs::LogGroup')) {
        assert.ok(Number(Properties.RetentionInDays) > 0, id);
        assert.equal(DeletionPolicy, 'Delete', id);
      }
    });

    it('keeps its copies when it is taken down', () => {
      for (const { DeletionPolicy } of list('AWS::Backup::BackupVault'))
        assert.equal(DeletionPolicy, 'Retain');
    });

    it('copies the rows every night', () => {
      gallery.resourceCountIs('AWS::Backup::BackupPlan', 1);
      const [selected = '', ...others] = list('AWS::Backup::BackupSelection').flatMap(({ Properties }) =>
        many((Properties.BackupSelection as Fields).Resources).map((resource) => asText(resource ?? '')),
      );
      assert.match(selected, /^<DataTable\w+\.Arn>$|:(cluster:<DataCluster|db:<DataInstance)\w+>$/u);
      assert.deepEqual(others, []);
    });
  });
  return { gallery: () => gallery, edge: () => edge };
}
