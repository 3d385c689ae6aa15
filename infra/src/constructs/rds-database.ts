import { createHash } from 'node:crypto';
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { SubnetType, type Vpc } from 'aws-cdk-lib/aws-ec2';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  type CfnDBCluster,
  type CfnDBInstance,
  Credentials,
  type IEngine,
  ParameterGroup,
} from 'aws-cdk-lib/aws-rds';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Deployment } from '../settings.ts';
import { describeDatabase } from '../settings.ts';
import { removalPolicyOf } from './data-protection.ts';

/* What comes with what is restored, and must not be said. */
const inherited = {
  cluster: ['MasterUsername', 'DatabaseName'],
  instance: ['MasterUsername', 'DBName', 'StorageEncrypted', 'KmsKeyId'],
};

/** Has a cluster of Aurora begin with what the deployment says, if it does. */
export function restoreCluster(cluster: CfnDBCluster, deployment: Deployment): void {
  const { restoreFrom: origin } = deployment;
  if (!origin) return;
  useNewLogicalId(cluster, deployment);
  for (const property of inherited.cluster) cluster.addPropertyDeletionOverride(property);
  if ('snapshot' in origin) cluster.snapshotIdentifier = origin.snapshot;
  else {
    cluster.sourceDbClusterIdentifier = origin.source;
    cluster.restoreType = 'full-copy';
    if (origin.moment === 'latest') cluster.useLatestRestorableTime = true;
    else cluster.restoreToTime = origin.moment;
  }
}

/** Has an instance of RDS begin with what the deployment says, if it does; it is encrypted as that was. */
export function restoreInstance(instance: CfnDBInstance, deployment: Deployment): void {
  const { restoreFrom: origin } = deployment;
  if (!origin) return;
  useNewLogicalId(instance, deployment);
  for (const property of inherited.instance) instance.addPropertyDeletionOverride(property);
  if ('snapshot' in origin) instance.dbSnapshotIdentifier = origin.snapshot;
  else {
    instance.sourceDbInstanceIdentifier = origin.source;
    if (origin.moment === 'latest') instance.useLatestRestorableTime = true;
    else instance.restoreTime = origin.moment;
  }
}

/*
 * By a name of its own it is made beside the database before, which defends itself against going then. What was restored
 * has the password of its time: CloudFormation sets the present one once it is there, which its validator does not know
 * (modifyDbClusterAfterCreateRequest in https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-rds).
 */
function useNewLogicalId(database: CfnDBCluster | CfnDBInstance, deployment: Deployment): void {
  for (const rule of ['F3020', 'F3021', 'W3689'])
    Validations.of(database).acknowledge({
      id: `CloudFormation-Validate::${rule}`,
      reason: 'The password is set after the restore, as DatabaseClusterFromSnapshot of the CDK has it set.',
    });
  const digest = createHash('sha256').update(describeDatabase(deployment)).digest('hex').slice(0, 8);
  database.overrideLogicalId(`${database.stack.getLogicalId(database)}From${digest}`);
}

/** The password of the database's user: made by AWS, seen by nobody, and another one every month. */
export function createDatabaseSecret(
  scope: Construct,
  { deployment, key, user }: { deployment: Deployment; key: Key; user: string },
): Secret {
  return new Secret(scope, 'Password', {
    description: 'The user of Vitrine’s database',
    encryptionKey: key,
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ username: user }),
      generateStringKey: 'password',
      passwordLength: 40,
      excludePunctuation: true,
    },
    removalPolicy: removalPolicyOf(deployment),
  });
}

/** Whoever is refused with the password that was looks it up again. The one who changes it needs a way to AWS, too. */
export const rotation = {
  automaticallyAfter: Duration.days(30),
  vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
};

/** Why nothing keeps a database from being deleted, where that is so. */
export const deletionAccepted = 'Data is to go when the deployment does.';

type DatabaseProps<Engine extends IEngine> = {
  engine: Engine;
  /** What has the engine refuse connections without TLS. */
  tlsParameter: string;
  deployment: Deployment;
  secret: Secret;
  key: Key;
  vpc: Vpc;
};

/** What a database of ours is, whichever engine it runs: out of reach, encrypted, and kept unless it was said otherwise. */
export const databaseProps = <Engine extends IEngine>(
  scope: Construct,
  { engine, tlsParameter, deployment, secret, key, vpc }: DatabaseProps<Engine>,
) => ({
  engine,
  parameterGroup: new ParameterGroup(scope, 'Parameters', {
    engine,
    description: 'Vitrine: no connection without TLS',
    parameters: { [tlsParameter]: '1' },
  }),
  credentials: Credentials.fromSecret(secret),
  vpc,
  vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
  storageEncrypted: true,
  storageEncryptionKey: key,
  cloudwatchLogsRetention: RetentionDays.ONE_MONTH,
  deletionProtection: !deployment.destroysData,
  removalPolicy: deployment.destroysData ? RemovalPolicy.DESTROY : RemovalPolicy.SNAPSHOT,
});
