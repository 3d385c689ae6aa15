import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { accept } from '../findings.ts';
import { GalleryTable } from './gallery-table.ts';

type Needs = { key: IKey; data: Construct };

/**
 * A copy of the rows every night, kept apart from what it is of and out of reach of whoever deletes that. To go back to
 * a certain second, the table's or database's own recovery reaches 35 days. Photos have their versions.
 */
export function backUp(scope: Construct, { key, data }: Needs): void {
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
  const rows = plan.addSelection('Rows', {
    resources: [
      // By itself it finds databases in a construct, and tables of an older kind.
      data instanceof GalleryTable
        ? BackupResource.fromDynamoDbTable(data.table)
        : BackupResource.fromConstruct(data),
    ],
  });
  accept(
    rows,
    'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]',
    'AWS Backup keeps up by itself what its copies of tables and databases take.',
  );
}
