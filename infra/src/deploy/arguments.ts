import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Deployment, readDeployment, type SettingName } from '../settings.ts';

/** The settings of a deployment, by the names of their options. */
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
  /** The settings as options of the CDK's command line. */
  context: string[];
  /** The artefacts were built elsewhere. */
  isBuilt: boolean;
  /** Skip every step that calls AWS. */
  isDryRun: boolean;
  /** Do not ask for confirmation. */
  isConfirmed: boolean;
  /** Deploy although a check of the account failed. */
  ignoresLimits: boolean;
};

export const usage = `  --shape serverless | serverless-sql | servers
  --database mariadb | dynamodb  with the shape servers; default: mariadb
  --restore-from SNAPSHOT | DATABASE@2026-11-20T10:00:00Z | DATABASE@latest
                                 restores an RDS database; repeat it in every later deployment
  --table NAME                   uses an existing DynamoDB table, such as a restored one; repeat it as well
  --region eu-central-1          default: us-east-1
  --mail-from photos@example.org   the sender of mail; default: photos@DOMAIN
  --domain photos.example.org --zone Z0123456789:example.org
                                 the public domain, and its hosted zone in Route 53
  --alarm-email ada@example.org  receives alarms and budget warnings
  --budget 100                   US dollars a month
  --identity cognito | local     local stores passwords in the database; default: cognito
  --codes-by-ses                 Cognito sends codes through SES; SES must have verified the domain
  --multi-zone                   adds a standby database and a second NAT gateway
  --destroy-data                 removing the deployment deletes its data
  --artefacts DIR                deploys artefacts that were built elsewhere: lambda-api, lambda-worker,
                                 lambda-migrate, assets, vitrine-release.tar.gz
  --dry-run                      does everything except calling AWS
  --yes                          does not ask for confirmation
  --ignore-limits                deploys although a check of the account failed
  --help                         prints this text`;

/** Thrown for --help. */
export class HelpRequested extends Error {
  override readonly name = 'HelpRequested';
}

/**
 * @throws {DeploymentError} with all invalid settings at once.
 * @throws {TypeError} for an unknown option.
 * @throws {HelpRequested} for --help.
 */
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
