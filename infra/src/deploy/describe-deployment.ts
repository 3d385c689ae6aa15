import { atRest, pricesOf } from '../costs/at-rest.ts';
import { type Database, type Deployment, describeRows } from '../settings.ts';

const runs: Record<Deployment['shape'], string> = {
  serverless: 'functions behind an HTTP API',
  'serverless-sql': 'functions behind an HTTP API',
  servers: 'two to six machines in a network, behind a balancer',
};
const keeps: Record<Database, string> = {
  dynamodb: 'a DynamoDB table',
  postgres: 'Aurora Serverless v2 (PostgreSQL) in a network',
  mariadb: 'MariaDB of RDS',
};

/** What will be there and what it costs while nobody comes, for people to read before they say yes. */
export function describeDeployment(deployment: Deployment): string {
  const { shape, database, region, domain, identity, destroysData, restoreFrom, table } = deployment;
  const lines = atRest(deployment);
  const total = lines.reduce((sum, { dollars }) => sum + dollars, 0);
  return [
    `Vitrine as ${shape} in ${region}: ${runs[shape]}, ${keeps[database]}, a queue;`,
    `photos in S3, CloudFront with a firewall (us-east-1), mail by SES, ${identity === 'cognito' ? 'a Cognito user pool' : 'passwords in the database'},`,
    `an encryption key, backups, alarms, a dashboard and a budget; at ${domain ? `https://${domain.name}` : 'an address of CloudFront’s'}.`,
    ...(restoreFrom || table ? [`Rows are not to be empty ones: ${describeRows(deployment)}.`] : []),
    '',
    `A month at rest, in US dollars (${pricesOf}):`,
    ...lines.map(({ what, dollars }) => `  ${dollars.toFixed(2).padStart(7)}  ${what}`),
    `  ${total.toFixed(2).padStart(7)}  in all, and then by use: docs/scale.md`,
    '',
    destroysData
      ? 'Data goes when the deployment does.'
      : 'Data stays when the deployment goes; --destroy-data would have it go along.',
  ].join('\n');
}
