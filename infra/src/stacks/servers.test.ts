import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { idleTime } from '../../../server/src/entry/node-server.ts';
import { checkEnvironment } from '../testing/check-environment.ts';
import { describeStackContract } from '../testing/stack-contract.ts';
import { serverEnvironment, startScript } from '../testing/start-script.ts';
import { synthesise, withDomain } from '../testing/synthesise.ts';
import { type Fields, propertiesOf, resourcesOf } from '../testing/template.ts';

const { gallery } = describeStackContract('servers', {
  shape: 'servers',
  region: 'eu-central-1',
  ...withDomain,
});

describe('servers', () => {
  it('tells its machines nothing that the server does not parse', () => {
    const settings = checkEnvironment(serverEnvironment(gallery()), ['AWS_REGION', 'NODE_EXTRA_CA_CERTS']);
    assert.match(settings.VITRINE_DATABASE_URL ?? '', /^mysql:.*sslmode=verify-full/u);
    assert.match(settings.VITRINE_QUEUE_URL ?? '', /^sqs:/u);
    assert.match(settings.VITRINE_IDENTITY_URL ?? '', /^cognito:/u);
  });

  it('keeps passwords itself where that was asked for', () => {
    const { gallery: local } = synthesise({ shape: 'servers', identity: 'local' });
    local.resourceCountIs('AWS::Cognito::UserPool', 0);
    assert.doesNotMatch(startScript(local), /VITRINE_IDENTITY/u);
  });

  it('runs at least two machines, encrypted, without an address or a door of their own', () => {
    gallery().hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      MinSize: '2',
      HealthCheckType: 'ELB',
    });
    gallery().hasResourceProperties('AWS::EC2::LaunchTemplate', {
      LaunchTemplateData: Match.objectLike({
        MetadataOptions: Match.objectLike({ HttpTokens: 'required', HttpPutResponseHopLimit: 1 }),
        BlockDeviceMappings: [Match.objectLike({ Ebs: Match.objectLike({ Encrypted: true }) })],
      }),
    });
    for (const [, { Properties }] of resourcesOf(gallery(), 'AWS::EC2::SecurityGroupIngress'))
      assert.equal('CidrIp' in Properties, false);
    for (const [, { Properties }] of resourcesOf(gallery(), 'AWS::EC2::SecurityGroup'))
      for (const rule of (Properties.SecurityGroupIngress ?? []) as Fields[])
        assert.equal('CidrIp' in rule, false);
  });

  it('changes no way in that a distribution uses, where a deployment is given a domain', () => {
    const wayOf = (template: Template) => {
      const type = 'AWS::CloudFront::VpcOrigin';
      const { VpcOriginEndpointConfig } = propertiesOf<{ VpcOriginEndpointConfig: Fields }>(template, type);
      return { ids: Object.keys(template.findResources(type)), name: VpcOriginEndpointConfig.Name };
    };
    const { gallery: plain } = synthesise({ shape: 'servers' });
    assert.notDeepEqual(wayOf(plain).ids, wayOf(gallery()).ids);
    assert.notEqual(wayOf(plain).name, wayOf(gallery()).name);
  });

  it('replaces machines one after the other, each once the one before is ready', () => {
    gallery().hasResource('AWS::AutoScaling::AutoScalingGroup', {
      UpdatePolicy: {
        AutoScalingRollingUpdate: Match.objectLike({
          MaxBatchSize: 1,
          MinInstancesInService: 2,
          WaitOnResourceSignals: true,
        }),
      },
    });
    assert.match(startScript(gallery()), /\/readyz/u);
    assert.match(startScript(gallery()), /cfn-signal/u);
    execFileSync('bash', ['-n'], { input: startScript(gallery()) });
  });

  it('has its balancer inside the network, for CloudFront alone, with TLS where there is a domain', () => {
    gallery().hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internal' });
    gallery().hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      Protocol: 'HTTPS',
      SslPolicy: Match.stringLikeRegexp('TLS13-1-2'),
    });
    gallery().hasResourceProperties('AWS::CloudFront::VpcOrigin', {
      VpcOriginEndpointConfig: Match.objectLike({ OriginProtocolPolicy: 'https-only' }),
    });
    gallery().hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      HealthCheckPath: '/healthz',
    });
  });

  it('ends idle connections itself, before its servers do, and no stream of events', () => {
    const { LoadBalancerAttributes } = propertiesOf<{ LoadBalancerAttributes: Fields[] }>(
      gallery(),
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
    );
    const patience = LoadBalancerAttributes.find(({ Key }) => Key === 'idle_timeout.timeout_seconds')?.Value;
    assert.ok(Number(patience) * 1000 < idleTime);
    assert.ok(Number(patience) > 2 * 25);
  });

  it('keeps the database encrypted, for TLS alone, and with a standby where that was asked for', () => {
    gallery().hasResourceProperties('AWS::RDS::DBInstance', {
      Engine: 'mariadb',
      StorageEncrypted: true,
      PubliclyAccessible: false,
      DeletionProtection: true,
      BackupRetentionPeriod: 35,
      MultiAZ: false,
    });
    gallery().hasResourceProperties('AWS::RDS::DBParameterGroup', {
      Parameters: { require_secure_transport: '1' },
    });
    const { gallery: double } = synthesise({ shape: 'servers', multiZone: 'on' });
    double.hasResourceProperties('AWS::RDS::DBInstance', { MultiAZ: true });
  });
});
