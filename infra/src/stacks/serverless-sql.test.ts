import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Match } from 'aws-cdk-lib/assertions';
import { checkEnvironment } from '../testing/check-environment.ts';
import { describeStackContract } from '../testing/stack-contract.ts';
import { synthesise, withDomain } from '../testing/synthesise.ts';
import { asText, type Fields, propertiesOf, resourcesOf } from '../testing/template.ts';

const { main, edge } = describeStackContract('serverless-sql', {
  shape: 'serverless-sql',
  region: 'eu-central-1',
  ...withDomain,
});

describe('serverless-sql', () => {
  it('gives its functions only settings that the server accepts', () => {
    const functions = resourcesOf(main(), 'AWS::Lambda::Function').filter(([id]) =>
      /^(Api|Worker|Migration)Function/u.test(id),
    );
    assert.equal(functions.length, 3);
    for (const [, { Properties }] of functions) {
      const variables = (Properties.Environment as Fields).Variables as Fields;
      const settings = checkEnvironment(variables, ['NODE_EXTRA_CA_CERTS']);
      assert.match(settings.VITRINE_DATABASE_URL ?? '', /^postgres:.*sslmode=verify-full/u);
    }
  });

  it('keeps the database private, encrypted, and open to TLS only', () => {
    main().hasResourceProperties('AWS::RDS::DBCluster', {
      StorageEncrypted: true,
      DeletionProtection: true,
      BackupRetentionPeriod: 35,
      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 8 },
    });
    main().hasResourceProperties('AWS::RDS::DBClusterParameterGroup', {
      Parameters: { 'rds.force_ssl': '1' },
    });
    main().allResourcesProperties('AWS::RDS::DBInstance', { PubliclyAccessible: false });
    const rules = resourcesOf(main(), 'AWS::EC2::SecurityGroupIngress').map(
      ([, { Properties }]) => Properties,
    );
    // The API, the worker, the migration and the password rotation.
    assert.equal(rules.length, 4);
    for (const rule of rules) {
      assert.ok(rule.SourceSecurityGroupId);
      assert.equal('CidrIp' in rule, false);
    }
  });

  it('sets the alarm for connections shortly below their limit', () => {
    // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html
    const atMost: Record<string, number> = { 4: 823, 8: 1669 };
    const { ServerlessV2ScalingConfiguration } = propertiesOf<Record<string, Fields>>(
      main(),
      'AWS::RDS::DBCluster',
    );
    const limit = atMost[String(ServerlessV2ScalingConfiguration?.MaxCapacity)] ?? 0;
    const { Threshold } = propertiesOf(main(), 'AWS::CloudWatch::Alarm', (id) =>
      id.includes('DatabaseConnections'),
    );
    assert.ok(Number(Threshold) > 0.7 * limit && Number(Threshold) < 0.9 * limit);
  });

  it('migrates the database before the API changes', () => {
    main().hasResource('Custom::Trigger', { DependsOn: Match.anyValue() });
    const [[, api] = []] = resourcesOf(main(), 'AWS::Lambda::Function').filter(([id]) =>
      id.startsWith('ApiFunction'),
    );
    assert.match(JSON.stringify(api), /"DependsOn":\[[^\]]*MigrationRun/u);
  });

  it('spans two availability zones and creates no user pool on request', () => {
    const { main: double } = synthesise({ shape: 'serverless-sql', multiZone: 'on', identity: 'local' });
    double.resourceCountIs('AWS::RDS::DBInstance', 2);
    double.resourceCountIs('AWS::EC2::NatGateway', 2);
    double.resourceCountIs('AWS::Cognito::UserPool', 0);
  });

  it('sends codes through the verified zone for any sender in it', () => {
    for (const mailFrom of ['photos@photos.example.org', 'hello@example.org']) {
      const { main: told } = synthesise({
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

  it('puts its certificate and its firewall into us-east-1', () => {
    edge().resourceCountIs('AWS::CertificateManager::Certificate', 1);
    edge().resourceCountIs('AWS::WAFv2::WebACL', 1);
    main().resourceCountIs('AWS::Route53::RecordSet', 2 + 3 + 2);
  });
});
