import { type Duration, Size } from 'aws-cdk-lib';
import { SecurityGroup, SubnetType, type Vpc } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { type ILogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { suppressFinding } from '../nag/nag-suppressions.ts';
import {
  type Actor,
  buildEnvironment,
  grantBindings,
  mergeSettings,
  type ResourceBinding,
  type Settings,
} from './resource-binding.ts';

type Props = {
  actor: Actor;
  description: string;
  /** The folder of the bundle. */
  bundle: string;
  bindings: readonly ResourceBinding[];
  settings: Settings;
  memoryMegabytes: number;
  timeout: Duration;
  scratchMegabytes?: number;
  /** The network of the database, if it has one. */
  vpc?: Vpc | undefined;
};

/** Amazon's root certificates, including those of RDS. Node 24 on Lambda does not load them by itself. */
const amazonRoots = '/var/runtime/ca-cert.pem';

/** Vitrine as a Lambda function, with checked settings and only the permissions that its actor needs. */
export class ServerFunction extends Construct {
  readonly function: LambdaFunction;
  readonly logs: LogGroup;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    const { vpc, scratchMegabytes } = props;
    this.logs = new LogGroup(this, 'Logs', {
      retention: RetentionDays.THREE_MONTHS,
    });
    const role = createFunctionRole(this, this.logs);
    if (vpc) allowNetworkInterfaces(role);
    grantBindings(role, props.actor, props.bindings);

    this.function = new LambdaFunction(this, 'Function', {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      // Source maps are not deployed. The operator needs them to read stack traces.
      code: Code.fromAsset(props.bundle, { exclude: ['*.map'] }),
      memorySize: props.memoryMegabytes,
      timeout: props.timeout,
      ...(scratchMegabytes && { ephemeralStorageSize: Size.mebibytes(scratchMegabytes) }),
      role,
      logGroup: this.logs,
      environment: {
        ...buildEnvironment({
          ...props.settings,
          ...mergeSettings(props.bindings),
          scratch: '/tmp/scratch',
          // An execution environment runs one event at a time, with all of its memory.
          concurrency: '1',
        }),
        ...(vpc && { NODE_EXTRA_CA_CERTS: amazonRoots }),
      },
      ...(vpc && {
        vpc,
        vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
        securityGroups: [new SecurityGroup(this, 'Network', { vpc, description: props.description })],
      }),
    });
    this.function.node.addDependency(role);
  }
}

function allowNetworkInterfaces(role: Role): void {
  role.addToPolicy(
    new PolicyStatement({
      actions: [
        'ec2:AssignPrivateIpAddresses',
        'ec2:CreateNetworkInterface',
        'ec2:DeleteNetworkInterface',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSubnets',
        'ec2:UnassignPrivateIpAddresses',
      ],
      resources: ['*'],
    }),
  );
  suppressFinding(
    role,
    'IAM5[Resource::*]',
    'Lambda needs these to attach a function to a network. They support no narrower resource.',
  );
}

/** Creates a role that may only write to the function's own log. */
export function createFunctionRole(scope: Construct, logs: ILogGroup): Role {
  const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  role.addToPolicy(
    new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logs.logGroupArn],
    }),
  );
  return role;
}
