// A step of npm run destroy: turns off the deletion protection of the RDS databases. Arguments: REGION DATABASE

import { type Database, DeploymentError } from '../settings.ts';
import { AwsRefusal, connectAws } from './account/connect-aws.ts';
import { listResources } from './account/stack.ts';
import { printFailure } from './report.ts';

/* The instances of a cluster have no protection of their own. */
const kinds: Partial<Record<Database, { type: string; operation: string; parameter: string }>> = {
  postgres: {
    type: 'AWS::RDS::DBCluster',
    operation: 'ModifyDBCluster',
    parameter: 'DBClusterIdentifier',
  },
  mariadb: {
    type: 'AWS::RDS::DBInstance',
    operation: 'ModifyDBInstance',
    parameter: 'DBInstanceIdentifier',
  },
};

try {
  const [region = '', database = ''] = process.argv.slice(2);
  const aws = await connectAws(region, process.env.AWS_ENDPOINT_URL);
  const kind = kinds[database as Database];
  if (!kind) throw new DeploymentError(`Rows in ${database} are in no database of RDS.`);
  for (const { type, id } of await listResources(aws, region, 'Vitrine')) {
    if (type !== kind.type) continue;
    await aws.query({ service: 'rds', region }, '2014-10-31', kind.operation, {
      [kind.parameter]: id,
      DeletionProtection: 'false',
      ApplyImmediately: 'true',
    });
    console.log(`  ${id} can be deleted now`);
  }
} catch (error) {
  printFailure(
    error instanceof AwsRefusal
      ? new DeploymentError(`The database stays protected: ${error.message}.`, { cause: error })
      : error,
    '',
  );
}
