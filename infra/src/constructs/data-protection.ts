import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, type BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { suppressFinding } from '../nag/nag-suppressions.ts';
import type { Deployment } from '../settings.ts';

/**
 * Keeps data when its deployment is removed, but not when a first deployment fails: its empty resources would block the
 * next one. Resources that refuse deletion, or that may hold data even then, use `RETAIN` instead.
 */
export const removalPolicyOf = ({ destroysData }: Deployment): RemovalPolicy =>
  destroysData ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

/** Creates the key that encrypts photos, rows, jobs, secrets and notices. KMS rotates it every year. */
export function createDataKey(scope: Construct, deployment: Deployment): Key {
  const key = new Key(scope, 'DataKey', {
    description: 'Encrypts what Vitrine keeps',
    enableKeyRotation: true,
    pendingWindow: Duration.days(30),
    removalPolicy: removalPolicyOf(deployment),
  });
  // These services publish to encrypted topics and queues.
  for (const service of ['cloudwatch', 'ses', 'budgets', 'events'])
    key.grantEncryptDecrypt(new ServicePrincipal(`${service}.amazonaws.com`));
  return key;
}

/** Creates the bucket for access logs. They contain IP addresses, so they expire after 90 days. */
export function createLogBucket(scope: Construct, { destroysData }: Deployment): Bucket {
  const bucket = new Bucket(scope, 'AccessLogs', {
    // CloudFront and load balancers cannot write to a bucket with a customer managed key.
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    // CloudFront grants access to its logs by an ACL.
    objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    lifecycleRules: [
      { expiration: Duration.days(90), abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
    removalPolicy: destroysData ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    autoDeleteObjects: destroysData,
  });
  suppressFinding(bucket, 'S1', 'A log of the access to logs would never end.');
  return bucket;
}

/**
 * Adds nightly and monthly backups of the database, in a vault that survives the deployment. Point-in-time recovery
 * covers 35 days. The bucket of photos keeps old versions instead.
 */
export function addBackups(scope: Construct, { key, rows }: { key: IKey; rows: BackupResource }): void {
  // AWS refuses to delete a vault that contains backups.
  const vault = new BackupVault(scope, 'Vault', { encryptionKey: key, removalPolicy: RemovalPolicy.RETAIN });
  const plan = new BackupPlan(scope, 'Backups', {
    backupVault: vault,
    backupPlanRules: [
      new BackupPlanRule({
        ruleName: 'Nightly',
        scheduleExpression: Schedule.cron({ hour: '3', minute: '0' }),
        startWindow: Duration.hours(1),
        completionWindow: Duration.hours(6),
        deleteAfter: Duration.days(35),
      }),
      new BackupPlanRule({
        ruleName: 'Monthly',
        scheduleExpression: Schedule.cron({ day: '1', hour: '4', minute: '0' }),
        startWindow: Duration.hours(1),
        completionWindow: Duration.hours(12),
        deleteAfter: Duration.days(365),
      }),
    ],
  });
  const selection = plan.addSelection('Rows', { resources: [rows] });
  suppressFinding(
    selection,
    'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]',
    'AWS Backup maintains the permissions that its backups of tables and databases need.',
  );
}
