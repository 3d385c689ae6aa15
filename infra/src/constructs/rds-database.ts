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

/* Properties that come with a restore. CloudFormation refuses a template that sets them. */
const inherited = {
  cluster: ['MasterUsername', 'DatabaseName'],
  instance: ['MasterUsername', 'DBName', 'StorageEncrypted', 'KmsKeyId'],
};

/** Restores an Aurora cluster if the deployment names a restore point. */
export function restoreCluster(cluster: CfnDBCluster, deployment: Deployment): void {
  const { restoreFrom: point } = deployment;
  if (!point) return;
  useNewLogicalId(cluster, deployment);
  for (const property of inherited.cluster) cluster.addPropertyDeletionOverride(property);
  if ('snapshot' in point) cluster.snapshotIdentifier = point.snapshot;
  else {
    cluster.sourceDbClusterIdentifier = point.source;
    cluster.restoreType = 'full-copy';
    if (point.moment === 'latest') cluster.useLatestRestorableTime = true;
    else cluster.restoreToTime = point.moment;
  }
}

/** Restores an RDS instance if the deployment names a restore point. It keeps the encryption of its source. */
export function restoreInstance(instance: CfnDBInstance, deployment: Deployment): void {
  const { restoreFrom: point } = deployment;
  if (!point) return;
  useNewLogicalId(instance, deployment);
  for (const property of inherited.instance) instance.addPropertyDeletionOverride(property);
  if ('snapshot' in point) instance.dbSnapshotIdentifier = point.snapshot;
  else {
    instance.sourceDbInstanceIdentifier = point.source;
    if (point.moment === 'latest') instance.useLatestRestorableTime = true;
    else instance.restoreTime = point.moment;
  }
}

/*
 * A new logical id makes CloudFormation create the database beside the old one, which deletion protection keeps.
 * A restored database has its old password. CloudFormation then sets the present one, which its validator does not
 * know: modifyDbClusterAfterCreateRequest in https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-rds
 */
function useNewLogicalId(database: CfnDBCluster | CfnDBInstance, deployment: Deployment): void {
  for (const rule of ['F3020', 'F3021', 'W3689'])
    Validations.of(database).acknowledge({
      id: `CloudFormation-Validate::${rule}`,
      reason: 'CloudFormation sets the password after the restore.',
    });
  const digest = createHash('sha256').update(describeDatabase(deployment)).digest('hex').slice(0, 8);
  database.overrideLogicalId(`${database.stack.getLogicalId(database)}From${digest}`);
}

/** Creates the database password. Secrets Manager generates it and rotates it every month. */
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

/** The rotation function needs a route to AWS. Servers read the new password when the old one is refused. */
export const rotation = {
  automaticallyAfter: Duration.days(30),
  vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
};

/** The reason to accept a database without deletion protection. */
export const deletionAccepted = 'The deployment was told to delete its data.';

type DatabaseProps<Engine extends IEngine> = {
  engine: Engine;
  /** The parameter that makes the engine refuse connections without TLS. */
  tlsParameter: string;
  deployment: Deployment;
  secret: Secret;
  key: Key;
  vpc: Vpc;
};

/** Properties of every database: unreachable from outside, encrypted, and kept unless the deployment deletes data. */
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
