import { z } from 'zod';

export const shapes = ['serverless', 'serverless-sql', 'servers'] as const;
export type Shape = (typeof shapes)[number];

/** The databases of each shape; the first is the default. */
export const databasesOf = {
  serverless: ['dynamodb'],
  'serverless-sql': ['postgres'],
  servers: ['mariadb', 'dynamodb'],
} as const satisfies Record<Shape, readonly string[]>;
export type Database = (typeof databasesOf)[Shape][number];

/** Every combination of a shape and a database. */
export type Variant = { shape: Shape; database: Database };
export const variants: readonly Variant[] = shapes.flatMap((shape) =>
  databasesOf[shape].map((database) => ({ shape, database })),
);

/** The initial content of a database: a snapshot, or another database at a moment. */
export type RestorePoint = { snapshot: string } | { source: string; moment: string };

/** The decisions about a deployment. */
export type Deployment = {
  shape: Shape;
  /** A DynamoDB table, Aurora with PostgreSQL, or RDS with MariaDB. */
  database: Database;
  /** Must be repeated in every later deployment, as long as this database is used. */
  restoreFrom?: RestorePoint;
  /** An existing table to use instead of a new one. */
  table?: string;
  region: string;
  /** The sender of all mail: an address in the zone, or one that SES asks its owner to confirm. */
  mailFrom: string;
  /** The public domain. Without it, CloudFront provides one. */
  domain?: { name: string; zoneId: string; zoneName: string };
  /** Receives alarms and budget warnings. */
  alarmEmail?: string;
  /** US dollars. Spending above it sends a warning to `alarmEmail`. */
  monthlyBudget: number;
  /** Verifies passwords. `local` stores them in the database. */
  identity: 'cognito' | 'local';
  /** Cognito sends codes through SES. SES must have verified the domain, so this takes a second deployment. */
  sendsCodesBySes: boolean;
  /** A standby of the database and a second NAT gateway. */
  isMultiZone: boolean;
  /** Removing the deployment deletes its data. */
  destroysData: boolean;
};

export class DeploymentError extends Error {
  override readonly name = 'DeploymentError';
}

const matching = (form: RegExp, likeness: string) =>
  z.string({ error: `must be ${likeness}` }).regex(form, `must be ${likeness}`);
const oneOf = <const Values extends readonly string[]>(values: Values, separator = ' or ') =>
  z.enum(values, { error: `must be ${values.join(separator)}` });
const email = (likeness: string) => matching(/^[^\s@<>]+@([a-z\d-]+\.)+[a-z]{2,}$/u, likeness);
const flag = oneOf(['on', 'off'])
  .default('off')
  .transform((value) => value === 'on');

/* A snapshot by its name or ARN, or a database and a moment. */
const restorePoint = matching(
  /^(arn:aws[\w-]*:rds:[\w:.-]+|[a-z][\w:.-]*|[a-z][\w-]*@(latest|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ))$/iu,
  'a snapshot, or like vitrine-db@2026-11-20T10:00:00Z',
).transform((text): RestorePoint => {
  const [source = '', moment] = text.split('@');
  return moment === undefined ? { snapshot: text } : { source, moment };
});
const zone = matching(/^Z[A-Z\d]+:([a-z\d-]+\.)+[a-z]{2,}$/u, 'like Z0123456789:example.org').transform(
  (text) => {
    const [zoneId = '', zoneName = ''] = text.split(':');
    return { zoneId, zoneName };
  },
);

/* The values of CDK context (`-c name=value`), all of which are text. */
const fields = {
  shape: oneOf(shapes, ', '),
  database: z.string().optional(),
  restoreFrom: restorePoint.optional(),
  table: matching(/^[\w.-]{3,255}$/u, 'the name of a table').optional(),
  domain: matching(/^([a-z\d-]+\.)+[a-z]{2,}$/u, 'like photos.example.org').optional(),
  zone: zone.optional(),
  mailFrom: email('like photos@example.org').optional(),
  region: matching(/^[a-z]{2}(-[a-z]+)+-\d$/u, 'like eu-central-1').default('us-east-1'),
  alarmEmail: email('like ada@example.org').optional(),
  budget: matching(/^\d{1,6}$/u, 'a number of dollars')
    .default('100')
    .transform(Number),
  identity: oneOf(['cognito', 'local']).default('cognito'),
  codesBySes: flag,
  multiZone: flag,
  destroyData: flag,
};
export type SettingName = keyof typeof fields;
type Values = { [Name in SettingName]?: z.output<(typeof fields)[Name]> | undefined };

/**
 * Reads the settings of a deployment.
 * @throws {DeploymentError} with all mistakes at once.
 */
export function readDeployment(read: (name: SettingName) => string | undefined): Deployment {
  const values: Values = {};
  const faults: string[] = [];
  for (const [name, schema] of Object.entries(fields)) {
    const { success, data, error } = schema.safeParse(read(name as SettingName));
    if (success) Object.assign(values, { [name]: data });
    else faults.push(`${name} ${error.issues[0]?.message}`);
  }
  const mailFrom = values.mailFrom ?? (values.domain && `photos@${values.domain}`);
  if (!mailFrom && !faults.some((fault) => fault.startsWith('mailFrom ')))
    faults.push('mailFrom must be like photos@example.org');
  const databases: readonly string[] = values.shape ? databasesOf[values.shape] : [];
  const database = values.database ?? databases[0];
  faults.push(...findConflicts({ ...values, mailFrom, database }, databases));
  if (faults.length > 0)
    throw new DeploymentError(
      `The deployment is invalid:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    );
  const { shape, restoreFrom, table, domain, zone, alarmEmail } = values;
  return {
    shape: shape as Shape,
    database: database as Database,
    ...(restoreFrom && { restoreFrom }),
    ...(table && { table }),
    region: values.region as string,
    mailFrom: mailFrom as string,
    ...(domain && zone && { domain: { name: domain, ...zone } }),
    ...(alarmEmail && { alarmEmail }),
    monthlyBudget: values.budget as number,
    identity: values.identity as Deployment['identity'],
    sendsCodesBySes: values.codesBySes === true,
    isMultiZone: values.multiZone === true,
    destroysData: values.destroyData === true,
  };
}

/* Rules between settings. */
function findConflicts(values: Values, databases: readonly string[]): string[] {
  const { shape, database, restoreFrom, table, domain, zone, mailFrom } = values;
  const faults: string[] = [];
  if (shape && database && !databases.includes(database))
    faults.push(`database must be ${databases.join(' or ')} with the shape ${shape}`);
  if (restoreFrom && database === 'dynamodb')
    faults.push('restoreFrom is for RDS: restore the table (docs/operations-aws.md), and name it as table');
  if (table && database && database !== 'dynamodb') faults.push('table is for DynamoDB only');
  if ((domain === undefined) !== (zone === undefined)) faults.push('domain and zone need each other');
  for (const [name, host] of [
    ['domain', domain],
    ['mailFrom', mailFrom?.split('@')[1]],
  ])
    if (zone && host && !`.${host}`.endsWith(`.${zone.zoneName}`))
      faults.push(`${name} must be in the zone ${zone.zoneName}`);
  if (values.codesBySes && !domain) faults.push('codesBySes needs a domain');
  return faults;
}

/** Describes the database. A deployment stores this text, so that the next one can compare it. */
export function describeDatabase({ database, restoreFrom: point, table }: Deployment): string {
  if (table) return `${database}, table ${table}`;
  if (!point) return database;
  return `${database} from ${'snapshot' in point ? point.snapshot : `${point.source}@${point.moment}`}`;
}
