import { createHash } from 'node:crypto';
import { Validations } from 'aws-cdk-lib';
import type { CfnDBCluster, CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { type Deployment, describeRows } from '../settings.ts';

/* What comes with what is restored, and must not be said. */
const inherited = {
  cluster: ['MasterUsername', 'DatabaseName'],
  instance: ['MasterUsername', 'DBName', 'StorageEncrypted', 'KmsKeyId'],
};

/** Has a cluster of Aurora begin with what the deployment says, if it does. */
export function restoreCluster(cluster: CfnDBCluster, deployment: Deployment): void {
  const { restoreFrom: origin } = deployment;
  if (!origin) return;
  standBeside(cluster, deployment);
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
  standBeside(instance, deployment);
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
function standBeside(database: CfnDBCluster | CfnDBInstance, deployment: Deployment): void {
  for (const rule of ['F3020', 'F3021', 'W3689'])
    Validations.of(database).acknowledge({
      id: `CloudFormation-Validate::${rule}`,
      reason: 'The password is set after the restore, as DatabaseClusterFromSnapshot of the CDK has it set.',
    });
  const digest = createHash('sha256').update(describeRows(deployment)).digest('hex').slice(0, 8);
  database.overrideLogicalId(`${database.stack.getLogicalId(database)}From${digest}`);
}
