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

const { main } = describeStackContract('servers', {
  shape: 'servers',
  region: 'eu-central-1',
  ...withDomain,
});

describe('servers', () => {
  it('gives its servers only settings that the server accepts', () => {
    const settings = checkEnvironment(serverEnvironment(main()), ['AWS_REGION', 'NODE_EXTRA_CA_CERTS']);
    assert.match(settings.VITRINE_DATABASE_URL ?? '', /^mysql:.*sslmode=verify-full/u);
    assert.match(settings.VITRINE_QUEUE_URL ?? '', /^sqs:/u);
    assert.match(settings.VITRINE_IDENTITY_URL ?? '', /^cognito:/u);
  });

  it('creates no user pool for local accounts', () => {
    const { main: local } = synthesise({ shape: 'servers', identity: 'local' });
    local.resourceCountIs('AWS::Cognito::UserPool', 0);
    assert.doesNotMatch(startScript(local), /VITRINE_IDENTITY/u);
  });

  it('runs at least two encrypted servers that the internet cannot reach directly', () => {
    main().hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      MinSize: '2',
      HealthCheckType: 'ELB',
    });
    main().hasResourceProperties('AWS::EC2::LaunchTemplate', {
      LaunchTemplateData: Match.objectLike({
        MetadataOptions: Match.objectLike({ HttpTokens: 'required', HttpPutResponseHopLimit: 1 }),
        BlockDeviceMappings: [Match.objectLike({ Ebs: Match.objectLike({ Encrypted: true }) })],
      }),
    });
    for (const [, { Properties }] of resourcesOf(main(), 'AWS::EC2::SecurityGroupIngress'))
      assert.equal('CidrIp' in Properties, false);
    for (const [, { Properties }] of resourcesOf(main(), 'AWS::EC2::SecurityGroup'))
      for (const rule of (Properties.SecurityGroupIngress ?? []) as Fields[])
        assert.equal('CidrIp' in rule, false);
  });

  it('creates another VPC origin when a deployment gets a domain', () => {
    const originOf = (template: Template) => {
      const type = 'AWS::CloudFront::VpcOrigin';
      const { VpcOriginEndpointConfig } = propertiesOf<{ VpcOriginEndpointConfig: Fields }>(template, type);
      return { ids: Object.keys(template.findResources(type)), name: VpcOriginEndpointConfig.Name };
    };
    const { main: plain } = synthesise({ shape: 'servers' });
    assert.notDeepEqual(originOf(plain).ids, originOf(main()).ids);
    assert.notEqual(originOf(plain).name, originOf(main()).name);
  });

  it('replaces servers one by one, each after the previous is ready', () => {
    main().hasResource('AWS::AutoScaling::AutoScalingGroup', {
      UpdatePolicy: {
        AutoScalingRollingUpdate: Match.objectLike({
          MaxBatchSize: 1,
          MinInstancesInService: 2,
          WaitOnResourceSignals: true,
        }),
      },
    });
    assert.match(startScript(main()), /\/readyz/u);
    assert.match(startScript(main()), /cfn-signal/u);
    execFileSync('bash', ['-n'], { input: startScript(main()) });
  });

  it('keeps its load balancer inside the network, with TLS if there is a domain', () => {
    main().hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internal' });
    main().hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      Protocol: 'HTTPS',
      SslPolicy: Match.stringLikeRegexp('TLS13-1-2'),
    });
    main().hasResourceProperties('AWS::CloudFront::VpcOrigin', {
      VpcOriginEndpointConfig: Match.objectLike({ OriginProtocolPolicy: 'https-only' }),
    });
    main().hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      HealthCheckPath: '/healthz',
    });
  });

  it('closes idle connections before its servers do, but no event stream', () => {
    const { LoadBalancerAttributes } = propertiesOf<{ LoadBalancerAttributes: Fields[] }>(
      main(),
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
    );
    const timeout = LoadBalancerAttributes.find(({ Key }) => Key === 'idle_timeout.timeout_seconds')?.Value;
    assert.ok(Number(timeout) * 1000 < idleTime);
    assert.ok(Number(timeout) > 2 * 25);
  });

  it('keeps the database encrypted, open to TLS only, and adds a standby on request', () => {
    main().hasResourceProperties('AWS::RDS::DBInstance', {
      Engine: 'mariadb',
      StorageEncrypted: true,
      PubliclyAccessible: false,
      DeletionProtection: true,
      BackupRetentionPeriod: 35,
      MultiAZ: false,
    });
    main().hasResourceProperties('AWS::RDS::DBParameterGroup', {
      Parameters: { require_secure_transport: '1' },
    });
    const { main: double } = synthesise({ shape: 'servers', multiZone: 'on' });
    double.hasResourceProperties('AWS::RDS::DBInstance', { MultiAZ: true });
  });
});
