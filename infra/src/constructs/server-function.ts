import { type Duration, Size } from 'aws-cdk-lib';
import { SecurityGroup, SubnetType, type Vpc } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { buildEnvironment, type Settings } from '../build-environment.ts';
import { accept } from '../findings.ts';
import { type Actor, type Backing, grantBackings, joinSettings } from '../permissions.ts';
import { createFunctionRole } from './function-role.ts';

type Needs = {
  actor: Actor;
  description: string;
  /** The folder of the bundle. */
  bundle: string;
  backings: readonly Backing[];
  settings: Settings;
  memoryMegabytes: number;
  timeout: Duration;
  scratchMegabytes?: number;
  /** Where the database is reached from alone. */
  vpc?: Vpc | undefined;
};

/** Amazon's roots of trust, RDS's among them: Node 24 on Lambda does not load them by itself. */
const amazonRoots = '/var/runtime/ca-cert.pem';

/** Vitrine as a function: what it is started with is checked, and it may do what its part needs and nothing else. */
export class ServerFunction extends Construct {
  readonly function: LambdaFunction;
  readonly logs: LogGroup;

  constructor(scope: Construct, id: string, needs: Needs) {
    super(scope, id);
    const { vpc, scratchMegabytes } = needs;
    this.logs = new LogGroup(this, 'Logs', {
      retention: RetentionDays.THREE_MONTHS,
    });
    const role = createFunctionRole(this, this.logs);
    if (vpc) allowNetworkInterfaces(role);
    grantBackings(role, needs.actor, needs.backings);

    this.function = new LambdaFunction(this, 'Function', {
      description: needs.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      // Maps of the sources stay with who deployed, for stacks in the log.
      code: Code.fromAsset(needs.bundle, { exclude: ['*.map'] }),
      memorySize: needs.memoryMegabytes,
      timeout: needs.timeout,
      ...(scratchMegabytes && { ephemeralStorageSize: Size.mebibytes(scratchMegabytes) }),
      role,
      logGroup: this.logs,
      environment: {
        ...buildEnvironment({
          ...needs.settings,
          ...joinSettings(needs.backings),
          scratch: '/tmp/scratch',
          // An environment has one event at a time, and all of its memory for that.
          concurrency: '1',
        }),
        ...(vpc && { NODE_EXTRA_CA_CERTS: amazonRoots }),
      },
      ...(vpc && {
        vpc,
        vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
        securityGroups: [new SecurityGroup(this, 'Network', { vpc, description: needs.description })],
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
  accept(
    role,
    'IAM5[Resource::*]',
    'Lambda puts a function into a network by these, and they take no narrower resource.',
  );
}
