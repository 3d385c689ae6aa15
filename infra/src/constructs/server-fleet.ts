import { Duration, Stack } from 'aws-cdk-lib';
import {
  AdditionalHealthCheckType,
  AutoScalingGroup,
  HealthChecks,
  Signals,
  UpdatePolicy,
} from 'aws-cdk-lib/aws-autoscaling';
import {
  AmazonLinuxCpuType,
  BlockDeviceVolume,
  EbsDeviceVolumeType,
  InstanceClass,
  InstanceSize,
  InstanceType,
  LaunchTemplate,
  LaunchTemplateHttpTokens,
  MachineImage,
  Port,
  SecurityGroup,
  SubnetType,
  UserData,
  type Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { installServer } from '../ec2-release/install-server.ts';
import { serverDefaults } from '../ec2-release/server-files.ts';
import { suppressFinding } from '../nag/nag-suppressions.ts';
import type { Deployment } from '../settings.ts';
import type { Balancer } from './balancer.ts';
import {
  buildEnvironment,
  grantBindings,
  mergeSettings,
  type ResourceBinding,
  type Settings,
} from './resource-binding.ts';

type Props = {
  deployment: Deployment;
  key: Key;
  vpc: Vpc;
  balancer: Balancer;
  /** The path of the release archive. */
  release: string;
  port: number;
  bindings: readonly ResourceBinding[];
  settings: Settings;
};

const databaseCertificates = '/etc/vitrine/database-ca.pem';

/** Two to six identical servers. Any change replaces them one by one. */
export class ServerFleet extends Construct {
  readonly group: AutoScalingGroup;
  readonly environment: Record<string, string>;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    const { deployment, vpc, balancer, port } = props;
    const logs = new LogGroup(this, 'Logs', { retention: RetentionDays.THREE_MONTHS });
    const release = new Asset(this, 'Release', { path: props.release });
    const role = this.#createRole({ props, logs, release });
    // RDS has certificates of its own. DynamoDB does not need them.
    const usesRds = deployment.database !== 'dynamodb';
    this.environment = {
      ...buildEnvironment({
        ...props.settings,
        ...mergeSettings(props.bindings),
        host: '0.0.0.0',
        port: String(port),
        scratch: `${serverDefaults.data}/scratch`,
      }),
      AWS_REGION: deployment.region,
      ...(usesRds && { NODE_EXTRA_CA_CERTS: databaseCertificates }),
    };
    const network = new SecurityGroup(this, 'Network', { vpc, description: 'Vitrine: servers' });
    network.connections.allowFrom(balancer.balancer, Port.tcp(port), 'The balancer');
    const userData = UserData.forLinux();
    const template = new LaunchTemplate(this, 'Template', {
      instanceType: InstanceType.of(InstanceClass.T4G, InstanceSize.MEDIUM),
      machineImage: MachineImage.latestAmazonLinux2023({ cpuType: AmazonLinuxCpuType.ARM_64 }),
      role,
      securityGroup: network,
      userData,
      httpTokens: LaunchTemplateHttpTokens.REQUIRED,
      httpPutResponseHopLimit: 1,
      detailedMonitoring: true,
      blockDevices: [
        {
          deviceName: '/dev/xvda',
          volume: BlockDeviceVolume.ebs(16, { encrypted: true, volumeType: EbsDeviceVolumeType.GP3 }),
        },
      ],
    });
    this.group = new AutoScalingGroup(this, 'Group', {
      vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      launchTemplate: template,
      minCapacity: 2,
      maxCapacity: 6,
      signals: Signals.waitForMinCapacity({ timeout: Duration.minutes(15) }),
      updatePolicy: UpdatePolicy.rollingUpdate({
        minInstancesInService: 2,
        maxBatchSize: 1,
        pauseTime: Duration.minutes(15),
        waitOnResourceSignals: true,
      }),
      healthChecks: HealthChecks.withAdditionalChecks({
        additionalTypes: [AdditionalHealthCheckType.ELB],
        gracePeriod: Duration.minutes(5),
      }),
    });
    suppressFinding(
      this.group,
      'AS3',
      'The alarm ServersMissing reports missing servers. Scaling events need no notice.',
    );
    this.group.attachToApplicationTargetGroup(balancer.servers);
    this.group.scaleOnCpuUtilization('Busy', { targetUtilizationPercent: 60 });
    userData.addCommands(
      ...installServer({
        release: `s3://${release.s3BucketName}/${release.s3ObjectKey}`,
        environment: this.environment,
        region: deployment.region,
        port,
        logGroup: logs.logGroupName,
        ...(usesRds && { databaseCertificates }),
        signal: `--stack ${Stack.of(this).stackName} --resource ${groupId(this.group)} --region ${deployment.region}`,
      }),
    );
  }

  #createRole({ props, logs, release }: { props: Props; logs: LogGroup; release: Asset }): Role {
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    const stack = Stack.of(this);
    role.addToPolicy(
      new PolicyStatement({
        actions: ['s3:GetObject'],
        resources: [
          stack.formatArn({
            service: 's3',
            region: '',
            account: '',
            resource: release.s3BucketName,
            resourceName: release.s3ObjectKey,
          }),
        ],
      }),
    );
    role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        resources: [logs.logGroupArn],
      }),
    );
    // Session Manager provides a shell without ports or keys. It supports no narrower resource.
    role.addToPolicy(
      new PolicyStatement({
        actions: [
          'ssm:UpdateInstanceInformation',
          'ssmmessages:CreateControlChannel',
          'ssmmessages:CreateDataChannel',
          'ssmmessages:OpenControlChannel',
          'ssmmessages:OpenDataChannel',
        ],
        resources: ['*'],
      }),
    );
    suppressFinding(
      role,
      'IAM5[Resource::*]',
      'The actions of Session Manager support no narrower resource.',
    );
    grantBindings(role, 'server', props.bindings);
    return role;
  }
}

/** Returns the logical id, which `cfn-signal` requires. */
const groupId = (group: AutoScalingGroup) => Stack.of(group).getLogicalId(group.node.defaultChild as never);
