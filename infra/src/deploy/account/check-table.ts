import { type Check, type Finding, fatal, warning } from './check.ts';
import { type Aws, AwsRefusal } from './connect-aws.ts';

type Described = {
  Table: {
    TableStatus: string;
    DeletionProtectionEnabled?: boolean;
    GlobalSecondaryIndexes?: { IndexName: string }[];
  };
};
type Backups = {
  ContinuousBackupsDescription: {
    PointInTimeRecoveryDescription?: { PointInTimeRecoveryStatus: string };
  };
};
type Expiry = { TimeToLiveDescription?: { TimeToLiveStatus: string } };

const indexes = ['list1', 'list2', 'list3', 'list4', 'list5', 'list6'];

/** A restored table has its rows and indexes, but no other setting of its source. */
export const checkTable: Check = {
  what: 'whether the table is there, and as the deployment’s own would be',
  async look(aws, { deployment: { table = '', region } }) {
    const command = (name: string, rest: string) =>
      `aws dynamodb ${name} --region ${region} --table-name ${table} ${rest}`;
    try {
      const { Table } = (await ask(aws, region, 'DescribeTable', table)) as Described;
      if (Table.TableStatus !== 'ACTIVE')
        return [
          fatal(`DynamoDB, ${region}: the table ${table} is ${Table.TableStatus}; wait until it is ACTIVE.`),
        ];
      const present = Table.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName) ?? [];
      const missing = indexes.filter((index) => !present.includes(index));
      if (missing.length > 0)
        return [
          fatal(
            `DynamoDB, ${region}: the table ${table} has no ${missing.join(', ')}; restore it with all indexes, or name a table of Vitrine’s.`,
          ),
        ];
      const [backups, expiry] = await Promise.all([
        ask(aws, region, 'DescribeContinuousBackups', table) as Promise<Backups>,
        ask(aws, region, 'DescribeTimeToLive', table) as Promise<Expiry>,
      ]);
      const recovery = backups.ContinuousBackupsDescription.PointInTimeRecoveryDescription;
      const lacking: Finding[] = [];
      const want = (isThere: boolean | undefined, what: string, remedy: string) => {
        if (!isThere)
          lacking.push(warning(`DynamoDB, ${region}: the table ${table} has no ${what}; ${remedy}`));
      };
      want(
        recovery?.PointInTimeRecoveryStatus === 'ENABLED',
        'point-in-time recovery',
        command(
          'update-continuous-backups',
          '--point-in-time-recovery-specification PointInTimeRecoveryEnabled=true,RecoveryPeriodInDays=35',
        ),
      );
      want(
        expiry.TimeToLiveDescription?.TimeToLiveStatus.startsWith('ENABL'),
        'time to live, and what is over stays in it',
        command('update-time-to-live', '--time-to-live-specification Enabled=true,AttributeName=ttl'),
      );
      want(
        Table.DeletionProtectionEnabled,
        'protection against deletion',
        command('update-table', '--deletion-protection-enabled'),
      );
      return lacking;
    } catch (error) {
      if (error instanceof AwsRefusal && error.code === 'ResourceNotFoundException')
        return [
          fatal(`DynamoDB, ${region}: there is no table ${table}; restore one (docs/operations-aws.md).`),
        ];
      throw error;
    }
  },
};

const ask = (aws: Aws, region: string, operation: string, table: string): Promise<unknown> =>
  aws.json({ service: 'dynamodb', region }, `DynamoDB_20120810.${operation}`, { TableName: table });
