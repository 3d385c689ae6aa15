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

/** What is decided once for a deployment. */
export type Deployment = {
  shape: Shape;
  /** A table of DynamoDB, Aurora with PostgreSQL, or RDS with MariaDB. */
  database: Database;
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
  if ((domain === undefined) !== (zone === undefined)) faults.push('domain and zone belong together');
  if (sendsCodesBySes && !domain) faults.push('codesBySes needs a domain');
  if (faults.length > 0 || !shape || !database || !mailFrom || !region || !budget || !identity)
    throw new DeploymentError(
      `The deployment has faults:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    );
  const [zoneId = '', zoneName = ''] = zone?.split(':') ?? [];
  return {
    shape,
    database,
    region,
    mailFrom,
    ...(domain && { domain: { name: domain, zoneId, zoneName } }),
    ...(alarmEmail && { alarmEmail }),
    monthlyBudget: Number(budget),
    identity: identity as Deployment['identity'],
    sendsCodesBySes,
    isMultiZone,
    destroysData,
  };
}

const mailForm = /^[^\s@<>]+@([a-z\d-]+\.)+[a-z]{2,}$/u;
