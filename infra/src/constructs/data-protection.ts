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
 * What is to become of data when its deployment goes. Where a first deployment fails there is none yet, and what is undone must
 * not be in the way of the next. (What refuses to be deleted, or may not be empty even then, is retained for good.)
 */
export const removalPolicyOf = ({ destroysData }: Deployment): RemovalPolicy =>
  destroysData ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

/** Encrypts all that is kept: photos, rows, jobs, secrets, notices. Made anew every year, what it sealed stays readable. */
export function createDataKey(scope: Construct, deployment: Deployment): Key {
  const key = new Key(scope, 'DataKey', {
    description: 'Encrypts what Vitrine keeps',
    enableKeyRotation: true,
    pendingWindow: Duration.days(30),
    removalPolicy: removalPolicyOf(deployment),
  });
  // Whoever tells of alarms, bounces, budgets and files that came writes to encrypted topics and queues.
  for (const service of ['cloudwatch', 'ses', 'budgets', 'events'])
    key.grantEncryptDecrypt(new ServicePrincipal(`${service}.amazonaws.com`));
  return key;
}

/** Who asked for what, for 90 days: addresses of people are in it. */
export function createLogBucket(scope: Construct, { destroysData }: Deployment): Bucket {
  const bucket = new Bucket(scope, 'AccessLogs', {
    // Neither CloudFront nor load balancers write to a bucket with a key of ours.
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    // CloudFront hands its logs over by an ACL.
    objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    lifecycleRules: [
      { expiration: Duration.days(90), abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
    removalPolicy: destroysData ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    autoDeleteObjects: destroysData,
  });
  suppressFinding(bucket, 'S1', 'A log of who reads the logs would have no end.');
  return bucket;
}

type BackupProps = { key: IKey; rows: BackupResource };

/**
 * A copy of the rows every night, kept apart from what it is of and out of reach of whoever deletes that. To go back to
 * a certain second, the table's or database's own recovery reaches 35 days. Photos have their versions.
 */
export function addBackups(scope: Construct, { key, rows }: BackupProps): void {
  // A vault that holds copies cannot be taken away, and is not to be.
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
    'AWS Backup keeps up by itself what its copies of tables and databases take.',
  );
}
