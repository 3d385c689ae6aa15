import * as z from 'zod';
import { awsParameters, regionOf } from './aws-urls.ts';
import { createSecret, type Secret } from './secret.ts';

type TableEndpoint = {
  kind: 'dynamodb';
  table: string;
  region: string | undefined;
  /** Set for a DynamoDB server that is not Amazon's. */
  endpoint: string | undefined;
};

const tableForm = /^dynamodb:\/\/(?<table>[\w.-]{3,255})\/?(?:\?(?<query>[^#]*))?$/u;
const tableParameters = z.strictObject({
  ...awsParameters,
});

function parseTableUrl(text: string): TableEndpoint | undefined {
  const { table, query = '' } = tableForm.exec(text)?.groups ?? {};
  const result = tableParameters.safeParse(Object.fromEntries(new URLSearchParams(query)));
  if (table === undefined || !result.success) return undefined;
  return { kind: 'dynamodb', table, region: regionOf(result.data), endpoint: result.data.endpoint };
}

export type DatabaseEndpoint = { kind: 'sqlite'; path: string } | DatabaseServerEndpoint | TableEndpoint;

export type DatabaseServerEndpoint = {
  kind: 'postgres' | 'mysql';
  host: string;
  port: number;
  name: string;
  user: string;
  password: Secret;
  /** The most connections of one process. */
  pool: number;
  tls: (typeof tlsModes)[number];
};

const defaultPorts = { postgres: 5432, mysql: 3306 };
/** libpq's words. `require` encrypts without looking at the certificate. */
const tlsModes = ['disable', 'require', 'verify-full'] as const;
const maxPool = 500;

const examples =
  'sqlite:data/vitrine.db, postgres://user:password@host:5432/name, mysql://… or dynamodb://TABLE';
const server = /^(?<scheme>postgres|postgresql|mysql):\/\//u;

const parameters = z.strictObject({
  pool: z
    .string()
    .regex(/^\d{1,3}$/u)
    .transform(Number)
    .refine((size) => size >= 1 && size <= maxPool)
    .default(10),
  sslmode: z.enum(tlsModes).default('disable'),
});

/** Error messages never quote the URL, which may contain a password. */
export const databaseUrl = z.string().transform((text, context): DatabaseEndpoint => {
  const refuse = (message: string) => {
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  const path = /^sqlite:(?<path>.+)$/u.exec(text)?.groups?.path;
  if (path !== undefined) return { kind: 'sqlite', path };
  if (text.startsWith('dynamodb:'))
    return (
      parseTableUrl(text) ?? refuse('must be like dynamodb://TABLE?region=eu-central-1&endpoint=https://…')
    );
  const scheme = server.exec(text)?.groups?.scheme;
  if (scheme === undefined) return refuse(`must be like ${examples}`);
  const url = parseAddress(text);
  if (!url) return refuse('is not a valid URL; write @ : / ? # in a user or password as %40 %3A %2F %3F %23');
  if (!url.host || !url.user || !url.name) return refuse('must name a user, a host and a database');
  const options = parameters.safeParse(url.parameters);
  if (!options.success)
    return refuse(`may end in ?pool=1 to ${maxPool} and sslmode=${tlsModes.join(', ')}, and nothing else`);
  const kind = scheme === 'mysql' ? 'mysql' : 'postgres';
  const { host, port, name, user, password } = url;
  const { pool, sslmode } = options.data;
  return { kind, host, port: port ?? defaultPorts[kind], name, user, password, pool, tls: sslmode };
});

function parseAddress(text: string) {
  try {
    // `URL` accepts any host for schemes that it does not know.
    const url = new URL(text.replace(server, 'http://'));
    const explicitPort = /:(\d+)$/u.exec(text.replace(server, '').split(/[/?#]/u)[0] ?? '')?.[1];
    return {
      host: url.hostname.replace(/^\[|\]$/gu, ''),
      port: explicitPort === undefined ? undefined : Number(explicitPort),
      name: decodeURIComponent(url.pathname.slice(1)),
      user: decodeURIComponent(url.username),
      password: createSecret(decodeURIComponent(url.password)),
      parameters: Object.fromEntries(url.searchParams),
    };
  } catch {
    return undefined;
  }
}
