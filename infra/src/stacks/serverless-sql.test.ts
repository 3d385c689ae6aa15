import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Match } from 'aws-cdk-lib/assertions';
import { checkEnvironment } from '../testing/check-environment.ts';
import { describeStackContract } from '../testing/stack-contract.ts';
import { synthesise, withDomain } from '../testing/synthesise.ts';
import { asText, type Fields, propertiesOf, resourcesOf } from '../testing/template.ts';

const { gallery, edge } = describeStackContract('serverless-sql', {
  shape: 'serverless-sql',
  region: 'eu-central-1',
  ...withDomain,
});

describe('serverless-sql', () => {
  it('tells its functions nothing that the server does not parse', () => {
    const functions = resourcesOf(gallery(), 'AWS::Lambda::Function').filter(([id]) =>
      /^(Api|Worker|Migration)Function/u.test(id),
    );
    assert.equal(functions.length, 3);
    for (const [, { Properties }] of functions) {
      const variables = (Properties.Environment as Fields).Variables as Fields;
      const settings = checkEnvironment(variables, ['NODE_EXTRA_CA_CERTS']);
      assert.match(settings.VITRINE_DATABASE_URL ?? '', /^postgres:.*sslmode=verify-full/u);
    }
  });

  it('keeps the database where nobody outside reaches it, encrypted, for TLS alone', () => {
    gallery().hasResourceProperties('AWS::RDS::DBCluster', {
      StorageEncrypted: true,
      DeletionProtection: true,
      BackupRetentionPeriod: 35,
      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 8 },
    });
    gallery().hasResourceProperties('AWS::RDS::DBClusterParameterGroup', {
      Parameters: { 'rds.force_ssl': '1' },
    });
    gallery().allResourcesProperties('AWS::RDS::DBInstance', { PubliclyAccessible: false });
    const doors = resourcesOf(gallery(), 'AWS::EC2::SecurityGroupIngress').map(
      ([, { Properties }]) => Properties,
    );
    // From the two functions, from what brings it up to date and from what changes its password.
    assert.equal(doors.length, 4);
    for (const door of doors) {
      assert.ok(door.SourceSecurityGroupId);
      assert.equal('CidrIp' in door, false);
    }
  });

  it('tells of connections that run short before they do, and not long before', () => {
    // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html
    const atMost: Record<string, number> = { 4: 823, 8: 1669 };
    const { ServerlessV2ScalingConfiguration } = propertiesOf<Record<string, Fields>>(
      gallery(),
      'AWS::RDS::DBCluster',
    );
    const limit = atMost[String(ServerlessV2ScalingConfiguration?.MaxCapacity)] ?? 0;
    const { Threshold } = propertiesOf(gallery(), 'AWS::CloudWatch::Alarm', (id) =>
      id.includes('DatabaseConnections'),
    );
    assert.ok(Number(Threshold) > 0.7 * limit && Number(Threshold) < 0.9 * limit);
  });

  it('brings the database up to date before anything that needs it', () => {
    gallery().hasResource('Custom::Trigger', { DependsOn: Match.anyValue() });
    const [[, api] = []] = resourcesOf(gallery(), 'AWS::Lambda::Function').filter(([id]) =>
      id.startsWith('ApiFunction'),
    );
    assert.match(JSON.stringify(api), /"DependsOn":\[[^\]]*MigrationRun/u);
  });

  it('stands in two zones, and keeps passwords itself, where that was asked for', () => {
    const { gallery: double } = synthesise({ shape: 'serverless-sql', multiZone: 'on', identity: 'local' });
    double.resourceCountIs('AWS::RDS::DBInstance', 2);
    double.resourceCountIs('AWS::EC2::NatGateway', 2);
    double.resourceCountIs('AWS::Cognito::UserPool', 0);
  });

  it('mails codes in the name of what SES has found to be ours, whichever address of it they come from', () => {
    for (const mailFrom of ['photos@photos.example.org', 'hello@example.org']) {
      const { gallery: told } = synthesise({
        ...{ shape: 'serverless-sql', region: 'eu-central-1', mailFrom, codesBySes: 'on' },
        ...withDomain,
      });
      const [identity] = resourcesOf(told, 'AWS::SES::EmailIdentity');
      assert.equal(identity?.[1].Properties.EmailIdentity, 'example.org');
      const { EmailConfiguration } = propertiesOf<{ EmailConfiguration: Fields }>(
        told,
        'AWS::Cognito::UserPool',
      );
      assert.equal(EmailConfiguration.From, `Vitrine <${mailFrom}>`);
      assert.match(
        asText(EmailConfiguration.SourceArn ?? ''),
        new RegExp(`:identity/<${identity[0]}>$`, 'u'),
      );
    }
  });

  it('has its certificate and its firewall in us-east-1, wherever the rest is', () => {
    edge().resourceCountIs('AWS::CertificateManager::Certificate', 1);
    edge().resourceCountIs('AWS::WAFv2::WebACL', 1);
    gallery().resourceCountIs('AWS::Route53::RecordSet', 2 + 3 + 2);
  });
});
