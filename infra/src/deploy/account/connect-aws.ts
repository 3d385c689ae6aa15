import { createHash, createHmac } from 'node:crypto';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { DeploymentError } from '../../settings.ts';

/* The services, with the name that their requests are signed for if it differs. */
const services = {
  sts: {},
  servicequotas: {},
  cloudformation: {},
  ec2: {},
  rds: {},
  lambda: {},
  dynamodb: {},
  email: { signedAs: 'ses' },
  cloudfront: { isGlobal: true },
  route53: { isGlobal: true },
} as const satisfies Record<string, { signedAs?: string; isGlobal?: boolean }>;

export type Endpoint = { service: keyof typeof services; region: string };

/** Calls to AWS. Every method throws {AwsRefusal}. */
export type Aws = {
  /** Calls a service with a query protocol, which answers XML. */
  query(
    target: Endpoint,
    version: string,
    action: string,
    parameters?: Record<string, string>,
  ): Promise<string>;
  /** Calls a service with a JSON protocol, which names the operation in a header. */
  json(target: Endpoint, operation: string, body: object): Promise<unknown>;
  /** Calls a REST service. */
  get(target: Endpoint, path: string): Promise<string>;
};

/** AWS refused a call or did not respond. */
export class AwsRefusal extends Error {
  override readonly name = 'AwsRefusal';
  /** The error code, such as `AccessDenied`; empty if AWS did not respond. */
  readonly code: string;

  constructor(message: string, code: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/**
 * Connects with credentials from the environment or a profile. `endpoint` replaces the endpoints of all services.
 * @throws {DeploymentError} with the remedy if there are no credentials.
 */
export async function connectAws(region: string, endpoint: string | undefined): Promise<Aws> {
  const credentials = await defaultProvider({ clientConfig: { region } })().catch((error: Error) => {
    throw new DeploymentError(
      `There are no credentials for AWS: ${error.message}\nLog in (aws configure sso, aws sso login), or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`,
    );
  });

  async function ask(target: Endpoint, path: string, headers: Record<string, string>, body?: string) {
    const service: { signedAs?: string; isGlobal?: boolean } = services[target.service];
    const signingRegion = service.isGlobal ? 'us-east-1' : target.region;
    const host = service.isGlobal ? target.service : `${target.service}.${target.region}`;
    const url = new URL(path, endpoint ?? `https://${host}.amazonaws.com`);
    const method = body === undefined ? 'GET' : 'POST';
    const signed = signRequest(
      {
        ...{ method, url, headers, body: body ?? '', now: new Date() },
        ...{ region: signingRegion, service: service.signedAs ?? target.service },
      },
      credentials,
    );
    const signal = AbortSignal.timeout(15_000);
    const response = await fetch(url, {
      ...{ method, headers: signed, signal },
      ...(body !== undefined && { body }),
    }).catch((error: Error) => {
      throw new AwsRefusal(`AWS cannot be reached at ${url.host}`, '', error);
    });
    const text = await response.text();
    if (response.ok) return text;
    throw new AwsRefusal(messageOf(text) || `status ${response.status}`, codeOf(response, text));
  }

  return {
    query: (target, version, action, parameters = {}) =>
      ask(
        target,
        '/',
        { 'content-type': 'application/x-www-form-urlencoded' },
        new URLSearchParams({ Action: action, Version: version, ...parameters }).toString(),
      ),
    json: async (target, operation, body) =>
      JSON.parse(
        await ask(
          target,
          '/',
          {
            'content-type': `application/x-amz-json-${target.service === 'dynamodb' ? '1.0' : '1.1'}`,
            'x-amz-target': operation,
          },
          JSON.stringify(body),
        ),
      ),
    get: (target, path) => ask(target, path, {}),
  };
}

/* XML has an element for the code, JSON a field or a header with a prefix or suffix. */
const codeOf = ({ headers, status }: Response, text: string): string =>
  (/<Code>(?<code>[^<]+)/u.exec(text)?.groups?.code ??
    headers.get('x-amzn-errortype')?.split(':')[0] ??
    /"__type"\s*:\s*"(?:[^"#]*#)?(?<code>[^"]+)/u.exec(text)?.groups?.code) ||
  String(status);

const messageOf = (text: string): string =>
  /<Message>(?<message>[^<]+)/u.exec(text)?.groups?.message ??
  /"message"\s*:\s*"(?<message>[^"]+)/iu.exec(text)?.groups?.message ??
  '';

/**
 * Returns the id of the account that the credentials belong to.
 * @throws {DeploymentError} with the remedy if AWS rejects them.
 */
export async function findAccount(aws: Aws, region: string): Promise<string> {
  const answer = await aws
    .query({ service: 'sts', region }, '2011-06-15', 'GetCallerIdentity')
    .catch((error: unknown) => {
      if (!(error instanceof AwsRefusal)) throw error;
      throw new DeploymentError(
        error.code === ''
          ? `${error.message}.`
          : `AWS does not take these credentials (${error.code}): they are wrong or expired, or the clock of this machine is.`,
        { cause: error },
      );
    });
  const account = /<Account>(?<account>\d{12})</u.exec(answer)?.groups?.account;
  if (account) return account;
  throw new DeploymentError('The response of AWS names no account.');
}

/** Returns the text of the first element with this name. */
export const readElement = (xml: string, name: string): string | undefined =>
  new RegExp(`<${name}>([^<]*)</${name}>`, 'u').exec(xml)?.[1];

/** Reads all pages of a list. */
export async function readPages(
  read: (mark: string) => Promise<string>,
  nextMark: 'nextToken' | 'NextToken' | 'NextMarker',
): Promise<string[]> {
  const pages: string[] = [];
  for (
    let mark = '';
    pages.length === 0 || mark !== '';
    mark = readElement(pages.at(-1) ?? '', nextMark) ?? ''
  )
    pages.push(await read(mark));
  return pages;
}

type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string | undefined };

type Unsigned = {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body: string;
  region: string;
  service: string;
  now: Date;
};

const algorithm = 'AWS4-HMAC-SHA256';
const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const seal = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/* AWS also encodes characters that `encodeURIComponent` leaves unchanged. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
/* Every service but S3 requires the encoded path to be encoded again. */
const canonicalPath = ({ pathname }: URL) => pathname.split('/').map(encode).join('/');
const canonicalQuery = ({ searchParams }: URL) =>
  [...searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');

/** Signs a request (Signature Version 4) for any service but S3. Returns its headers. */
export function signRequest(request: Unsigned, credentials: Credentials): Record<string, string> {
  const { method, url, body, region, service, now } = request;
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const time = now.toISOString().replace(/[-:]|\.\d{3}/gu, '');
  const day = time.slice(0, 8);
  const headers: Record<string, string> = {
    ...request.headers,
    host: url.host,
    'x-amz-date': time,
    ...(sessionToken && { 'x-amz-security-token': sessionToken }),
  };
  const names = Object.keys(headers).sort();
  const signed = names.join(';');
  const canonical = [
    method,
    canonicalPath(url),
    canonicalQuery(url),
    ...names.map((name) => `${name}:${headers[name]?.trim()}`),
    '',
    signed,
    digest(body),
  ].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(seal, `AWS4${secretAccessKey}`);
  const signature = seal(key, [algorithm, time, scope, digest(canonical)].join('\n')).toString('hex');
  return {
    ...headers,
    authorization: `${algorithm} Credential=${accessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`,
  };
}
