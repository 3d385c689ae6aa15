import * as z from 'zod';
import { cognitoUrl, s3Url } from './aws-urls.ts';
import { databaseUrl } from './database-url.ts';
import { sesUrl, smtpUrl } from './mail-url.ts';
import { queueUrl } from './queue-url.ts';
import { secretPath, secretText } from './secret.ts';

/** The description, default and schema of a variable. Parsing and the documentation use the same list. */
export type Variable = {
  name: string;
  description: string;
  fallback: string;
  schema: z.ZodType;
  isSecret?: true;
};

const variable = <Schema extends z.ZodType<unknown, string>>(
  name: string,
  description: string,
  fallback: string,
  schema: Schema,
) => ({ name, description, fallback, schema });

/* A secret has two variables: one that holds it or says where it is, and one that names a file. */
const secret = (name: string, description: string) => ({
  ...variable(
    name,
    `${description}, or where Secrets Manager keeps it: \`secretsmanager:ID#field\` (docs/backends.md)`,
    '',
    secretText,
  ),
  isSecret: true as const,
});
const secretFile = (name: string) =>
  variable(`${name}_FILE`, 'A file that holds it, instead of the variable', '', secretPath);

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/u, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be from ${min} to ${max}`);

/** `scheme:path`, for what lies on this machine. */
const local = <Kind extends string>(scheme: Kind, example: string) =>
  z
    .string()
    .refine(
      (url) => url.startsWith(`${scheme}:`) && url.length > scheme.length + 1,
      `must be like ${example}`,
    )
    .transform((url) => ({ kind: scheme, path: url.slice(scheme.length + 1) }));

/** Chooses a schema by the URL's scheme. */
const either = <Local extends z.ZodType, Remote extends z.ZodType>(
  form: RegExp,
  local: Local,
  remote: Remote,
) =>
  z.string().transform((text, context): z.output<Local> | z.output<Remote> => {
    const result = (form.test(text) ? local : remote).safeParse(text);
    if (result.success) return result.data as z.output<Local> | z.output<Remote>;
    for (const { message } of result.error.issues) context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

const switchedOn = z.enum(['on', 'off'], 'must be on or off').transform((value) => value === 'on');

export const variables = {
  port: variable('PORT', 'The port to listen on', '3000', wholeNumber(0, 65_535)),
  host: variable(
    'VITRINE_HOST',
    'The address to listen on; `0.0.0.0` for every one',
    '127.0.0.1',
    z.string().min(1),
  ),
  publicUrl: variable(
    'VITRINE_PUBLIC_URL',
    'Where people reach Vitrine, without a path; `$PORT` stands for the port',
    'http://localhost:$PORT',
    z
      .string()
      .refine(
        (url) => /^https?:\/\/[^/?#\s@]+\/?$/u.test(url) && URL.canParse(url),
        'must be like https://photos.example.org, without a path',
      )
      // Browsers send origins in this form.
      .transform((url) => new URL(url).origin),
  ),
  database: variable(
    'VITRINE_DATABASE_URL',
    'Where accounts, photos and jobs are kept: a file, `postgres://` or `mysql://` and a server, or `dynamodb://` and a table (docs/backends.md)',
    'sqlite:data/vitrine.db',
    databaseUrl,
  ),
  databasePassword: secret('VITRINE_DATABASE_PASSWORD', 'The password, where the address holds none'),
  databasePasswordFile: secretFile('VITRINE_DATABASE_PASSWORD'),
  storage: variable(
    'VITRINE_STORAGE_URL',
    'Where bytes are kept: a folder, or `s3://` and a bucket (docs/backends.md)',
    'file:data/media',
    either(/^file:/u, local('file', 'file:data/media'), s3Url),
  ),
  identity: variable(
    'VITRINE_IDENTITY_URL',
    'Who proves who people are: `local:` keeps passwords in the database; or `cognito://` and a user pool (docs/backends.md)',
    'local:',
    either(
      /^local:/u,
      z.literal('local:', 'must be local:').transform(() => ({ kind: 'local' as const })),
      cognitoUrl,
    ),
  ),
  identitySecret: secret('VITRINE_IDENTITY_SECRET', 'The secret of the app client, for `cognito://`'),
  identitySecretFile: secretFile('VITRINE_IDENTITY_SECRET'),
  mail: variable(
    'VITRINE_MAIL_URL',
    'Where mail goes: `folder:` writes each as a file and prints it; or `smtp://` or `smtps://` and a server; or `ses://` (docs/backends.md)',
    'folder:data/outbox',
    either(/^folder:/u, local('folder', 'folder:data/outbox'), either(/^ses:/u, sesUrl, smtpUrl)),
  ),
  mailPassword: secret('VITRINE_MAIL_PASSWORD', 'The password, where the address names a user alone'),
  mailPasswordFile: secretFile('VITRINE_MAIL_PASSWORD'),
  mailFrom: variable(
    'VITRINE_MAIL_FROM',
    'The sender of every mail',
    'Vitrine <vitrine@localhost>',
    z
      .string()
      .min(3)
      .max(320)
      .regex(/^[^\r\n]+$/u, 'must be one line'),
  ),
  queue: variable(
    'VITRINE_QUEUE_URL',
    'Where jobs wait: `database:` keeps them beside the rest; or `sqs://` and three queues (docs/backends.md)',
    'database:',
    queueUrl,
  ),
  secret: secret('VITRINE_SECRET', 'What signs and seals, at least 32 bytes in base64'),
  secretFile: variable(
    'VITRINE_SECRET_FILE',
    'The file that holds it, where the variable does not; made at the first start. Keep it: without it no signed address holds',
    'data/secret',
    z.string().min(1),
  ),
  scratch: variable(
    'VITRINE_SCRATCH',
    'A folder for pictures while they are worked on; best beside the storage',
    'data/scratch',
    z.string().min(1),
  ),
  worker: variable(
    'VITRINE_WORKER',
    'Whether `vitrine serve` also works through the jobs; `off` where `vitrine work` runs beside it',
    'on',
    switchedOn,
  ),
  concurrency: variable(
    'VITRINE_CONCURRENCY',
    'How many pictures are worked on at once; `0` for one a processor',
    '0',
    wholeNumber(0, 64),
  ),
  quotaMegabytes: variable(
    'VITRINE_QUOTA_MB',
    'How much an account may store, in megabytes of a million bytes',
    '50000',
    wholeNumber(1, 100_000_000),
  ),
  corsOrigins: variable(
    'VITRINE_CORS_ORIGINS',
    'Origins whose scripts may use the API with a token, such as `https://app.example.org`, with commas between; none may use it with cookies',
    '',
    z.string().transform((text, context): readonly string[] => {
      const origins = text
        .split(',')
        .map((origin) => origin.trim())
        .filter(Boolean);
      const wrong = origins.find((origin) => !URL.canParse(origin) || new URL(origin).origin !== origin);
      if (wrong !== undefined || origins.includes('null'))
        context.addIssue({
          code: 'custom',
          message: `must be origins like https://app.example.org: ${wrong}`,
        });
      return origins;
    }),
  ),
  trustProxy: variable(
    'VITRINE_TRUST_PROXY',
    'Whether `X-Forwarded-For` is believed; `on` only behind a proxy that sets it',
    'off',
    switchedOn,
  ),
  metrics: variable(
    'VITRINE_METRICS',
    'Whether /metrics answers everybody who can reach it (docs/monitoring.md)',
    'off',
    switchedOn,
  ),
  logLevel: variable(
    'VITRINE_LOG_LEVEL',
    'How much is logged',
    'info',
    z.enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent'),
  ),
} as const;

export type ParsedVariables = {
  [Key in keyof typeof variables]: z.output<(typeof variables)[Key]['schema']>;
};
