export const shapes = ['serverless', 'serverless-sql', 'servers'] as const;
export type Shape = (typeof shapes)[number];

/** What rows may be kept in, the first of them if not said otherwise. */
export const databasesOf = {
  serverless: ['dynamodb'],
  'serverless-sql': ['postgres'],
  servers: ['mariadb', 'dynamodb'],
} as const satisfies Record<Shape, readonly string[]>;
export type Database = (typeof databasesOf)[Shape][number];

/** A shape, and what it keeps rows in: all that there are. */
export type Variant = { shape: Shape; database: Database };
export const variants: readonly Variant[] = shapes.flatMap((shape) =>
  databasesOf[shape].map((database) => ({ shape, database })),
);

/** What a database begins with: a snapshot, or another database as it was at a moment. */
export type RestorePoint = { snapshot: string } | { source: string; moment: string };

/** What is decided once for a deployment. */
export type Deployment = {
  shape: Shape;
  /** A table of DynamoDB, Aurora with PostgreSQL, or RDS with MariaDB. */
  database: Database;
  /** What the database begins with, where that is not nothing. It is said for as long as that database is used. */
  restoreFrom?: RestorePoint;
  /** The table that rows are in, where it was not made by the deployment. */
  table?: string;
  region: string;
  /** Who mail comes from: an address at `domain`, or one that SES asks its owner about. */
  mailFrom: string;
  /** Where people reach it; without one, at an address of CloudFront's. */
  domain?: { name: string; zoneId: string; zoneName: string };
  /** Who is told of alarms and of a budget that is spent. */
  alarmEmail?: string;
  /** Dollars a month from which on `alarmEmail` is told. */
  monthlyBudget: number;
  /** Who proves who people are. `local` keeps passwords in the database. */
  identity: 'cognito' | 'local';
  /**
   * Whether the user pool mails codes through SES, and so from `mailFrom`. Cognito refuses that until SES has found the
   * domain to be ours: it is switched on by a second deployment.
   */
  sendsCodesBySes: boolean;
  /** A second machine of whatever otherwise stands in one zone: database, way out of the network. */
  isMultiZone: boolean;
  /** Whether data goes when the deployment does. */
  destroysData: boolean;
};

const names = [
  'shape',
  'database',
  'restoreFrom',
  'table',
  'region',
  'mailFrom',
  'domain',
  'zone',
  'alarmEmail',
  'budget',
  'identity',
  'codesBySes',
  'multiZone',
  'destroyData',
] as const;
export type SettingName = (typeof names)[number];

export class DeploymentError extends Error {
  override readonly name = 'DeploymentError';
}

/**
 * Reads what was given as CDK context (`-c name=value`).
 * @throws {DeploymentError} with all faults at once.
 */
export function readDeployment(given: (name: SettingName) => string | undefined): Deployment {
  const faults: string[] = [];
  const read = (name: SettingName, form: RegExp, likeness: string, fallback?: string) => {
    const value = given(name) ?? fallback;
    if (value !== undefined && form.test(value)) return value;
    if (value !== undefined || fallback !== undefined || isRequired(name))
      faults.push(`${name} must be ${likeness}`);
    return undefined;
  };
  const isRequired = (name: SettingName) => name === 'shape' || (name === 'mailFrom' && !given('domain'));

  const shape = read('shape', new RegExp(`^(${shapes.join('|')})$`, 'u'), shapes.join(', ')) as
    | Shape
    | undefined;
  const databases: readonly Database[] = shape ? databasesOf[shape] : [];
  const database = read(
    'database',
    new RegExp(`^(${databases.join('|')})$`, 'u'),
    `${databases.join(' or ')} where the shape is ${shape}`,
    databases[0],
  ) as Database | undefined;
  const restoreFrom = read('restoreFrom', originForm, 'a snapshot, or like vitrine-db@2026-11-20T10:00:00Z');
  const table = read('table', /^[\w.-]{3,255}$/u, 'the name of a table');
  const domain = read('domain', /^([a-z\d-]+\.)+[a-z]{2,}$/u, 'like photos.example.org');
  const zone = read('zone', /^Z[A-Z\d]+:([a-z\d-]+\.)+[a-z]{2,}$/u, 'like Z0123456789:example.org');
  const mailFrom = read('mailFrom', mailForm, 'like photos@example.org', domain && `photos@${domain}`);
  const region = read('region', /^[a-z]{2}(-[a-z]+)+-\d$/u, 'like eu-central-1', 'us-east-1');
  const alarmEmail = read('alarmEmail', mailForm, 'like ada@example.org');
  const budget = read('budget', /^\d{1,6}$/u, 'a number of dollars', '100');
  const identity = read('identity', /^(cognito|local)$/u, 'cognito or local', 'cognito');
  const sendsCodesBySes = read('codesBySes', /^(on|off)$/u, 'on or off', 'off') === 'on';
  const isMultiZone = read('multiZone', /^(on|off)$/u, 'on or off', 'off') === 'on';
  const destroysData = read('destroyData', /^(on|off)$/u, 'on or off', 'off') === 'on';
  if (restoreFrom && database === 'dynamodb')
    faults.push(
      'restoreFrom is of databases: restore the table (docs/operations-aws.md), and name it as table',
    );
  if (table && database && database !== 'dynamodb') faults.push('table is of DynamoDB alone');
  if ((domain === undefined) !== (zone === undefined)) faults.push('domain and zone belong together');
  const zoneName = zone?.split(':')[1];
  for (const [name, host] of [
    ['domain', domain],
    ['mailFrom', mailFrom?.split('@')[1]],
  ])
    if (zoneName && host && !`.${host}`.endsWith(`.${zoneName}`))
      faults.push(`${name} must be in the zone ${zoneName}`);
  if (sendsCodesBySes && !domain) faults.push('codesBySes needs a domain');
  if (faults.length > 0 || !shape || !database || !mailFrom || !region || !budget || !identity)
    throw new DeploymentError(
      `The deployment has faults:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    );
  const [zoneId = ''] = zone?.split(':') ?? [];
  return {
    shape,
    database,
    ...(restoreFrom && { restoreFrom: parseRestorePoint(restoreFrom) }),
    ...(table && { table }),
    region,
    mailFrom,
    ...(domain && zoneName && { domain: { name: domain, zoneId, zoneName } }),
    ...(alarmEmail && { alarmEmail }),
    monthlyBudget: Number(budget),
    identity: identity as Deployment['identity'],
    sendsCodesBySes,
    isMultiZone,
    destroysData,
  };
}

/* A snapshot by its name or ARN; or a database and a moment of it. */
const originForm =
  /^(arn:aws[\w-]*:rds:[\w:.-]+|[a-z][\w:.-]*|[a-z][\w-]*@(latest|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ))$/iu;

function parseRestorePoint(text: string): RestorePoint {
  const [source = '', moment] = text.split('@');
  return moment === undefined ? { snapshot: text } : { source, moment };
}

/** What rows are in and began with, in words: a deployment writes them down, so that the next one does not lose them. */
export function describeDatabase({ database, restoreFrom: origin, table }: Deployment): string {
  if (table) return `${database}, table ${table}`;
  if (!origin) return database;
  return `${database} from ${'snapshot' in origin ? origin.snapshot : `${origin.source}@${origin.moment}`}`;
}

const mailForm = /^[^\s@<>]+@([a-z\d-]+\.)+[a-z]{2,}$/u;
