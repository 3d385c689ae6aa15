import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Deployment, readDeployment, type SettingName } from '../settings.ts';

/** How the command line names each setting of a deployment. */
const options = {
  shape: 'shape',
  database: 'database',
  'restore-from': 'restoreFrom',
  table: 'table',
  region: 'region',
  'mail-from': 'mailFrom',
  domain: 'domain',
  zone: 'zone',
  'alarm-email': 'alarmEmail',
  budget: 'budget',
  identity: 'identity',
} as const satisfies Record<string, SettingName>;
const switches = {
  'codes-by-ses': 'codesBySes',
  'multi-zone': 'multiZone',
  'destroy-data': 'destroyData',
} as const satisfies Record<string, SettingName>;

export type Request = {
  deployment: Deployment;
  /** The same as the CDK's command line takes it. */
  context: string[];
  /** Whether what is deployed was built elsewhere. */
  isBuilt: boolean;
  /** Whether everything is done but what calls AWS. */
  isDryRun: boolean;
  /** Whether nothing is asked. */
  isConfirmed: boolean;
  /** Whether it is tried although the account seems to lack something. */
  ignoresLimits: boolean;
};

export const usage = `  --shape serverless | serverless-sql | servers
  --database mariadb | dynamodb  of servers: RDS if not said, or one table
  --restore-from SNAPSHOT | DATABASE@2026-11-20T10:00:00Z | DATABASE@latest
                                 what a database of RDS begins with; said again at every deployment after
  --table NAME                   a table of DynamoDB that is there already, such as a restored one
  --region eu-central-1          us-east-1 if not said
  --mail-from photos@example.org   who mail comes from; photos@DOMAIN if not said
  --domain photos.example.org --zone Z0123456789:example.org
                                 a name, and the hosted zone of Route 53 that it is in
  --alarm-email ada@example.org  who is told of alarms and of the budget
  --budget 100                   dollars a month
  --identity cognito | local     local keeps passwords in the database
  --codes-by-ses                 the user pool mails through SES, once SES knows the domain
  --multi-zone                   a standby for the database and a second way out
  --destroy-data                 data goes when the deployment does
  --artefacts DIR                deploys what was built elsewhere: lambda-api, lambda-worker, lambda-migrate, assets,
                                 vitrine-release.tar.gz
  --dry-run                      everything but what calls AWS
  --yes                          asks nothing
  --ignore-limits                deploys although the account seems to lack something
  --help                         this`;

/** Thrown where somebody only wants to know how it is used. */
export class HelpRequested extends Error {
  override readonly name = 'HelpRequested';
}

/** @throws {DeploymentError} with all that is wrong; a TypeError where an option is not known; {HelpRequested}. */
export function readArguments(args: readonly string[]): Request {
  const { values }: { values: Record<string, string | boolean | undefined> } = parseArgs({
    args: [...args],
    options: {
      ...named(options, 'string'),
      ...named(switches, 'boolean'),
      artefacts: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      'ignore-limits': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) throw new HelpRequested();
  const given: Partial<Record<SettingName, string>> = {};
  for (const [option, setting] of Object.entries(options)) {
    const value = values[option];
    if (typeof value === 'string') given[setting] = value;
  }
  for (const [option, setting] of Object.entries(switches)) if (values[option]) given[setting] = 'on';
  const artefacts = typeof values.artefacts === 'string' ? [`artefacts=${resolve(values.artefacts)}`] : [];
  const settings = Object.entries(given).map(([name, value]) => `${name}=${value}`);
  return {
    deployment: readDeployment((name) => given[name]),
    context: [...settings, ...artefacts].flatMap((setting) => ['-c', setting]),
    isBuilt: artefacts.length > 0,
    isDryRun: values['dry-run'] === true,
    isConfirmed: values.yes === true,
    ignoresLimits: values['ignore-limits'] === true,
  };
}

const named = <Kind extends 'string' | 'boolean'>(
  names: object,
  type: Kind,
): Record<string, { type: Kind }> => Object.fromEntries(Object.keys(names).map((name) => [name, { type }]));
