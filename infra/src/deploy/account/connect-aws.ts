import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { DeploymentError } from '../../settings.ts';
import { signRequest } from '../sign-request.ts';

/* Where each service is, and as what it is signed for where that is another name. */
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

export type Place = { service: keyof typeof services; region: string };

/** AWS itself, asked for what it says of an account. Every method throws {AwsRefusal}. */
export type Aws = {
  /** Of services that take an action and answer XML. */
  query(place: Place, version: string, action: string, parameters?: Record<string, string>): Promise<string>;
  /** Of services that take JSON and name what is asked for in a header. */
  json(place: Place, target: string, body: object): Promise<unknown>;
  /** Of services that have paths. */
  get(place: Place, path: string): Promise<string>;
};

/** AWS did not answer what it was asked. */
export class AwsRefusal extends Error {
  override readonly name = 'AwsRefusal';
  /** AWS's own word for why, such as `AccessDenied`; empty where nobody answered. */
  readonly code: string;

  constructor(message: string, code: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/**
 * With the credentials that every tool of AWS takes, from the environment or a profile. `endpoint` answers in place of
 * all services.
 * @throws {DeploymentError} with what to do, where there are none.
 */
export async function connectAws(region: string, endpoint: string | undefined): Promise<Aws> {
  const credentials = await defaultProvider({ clientConfig: { region } })().catch((error: Error) => {
    throw new DeploymentError(
      `There are no credentials for AWS: ${error.message}\nLog in (aws configure sso, aws sso login), or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`,
    );
  });

  async function ask(place: Place, path: string, headers: Record<string, string>, body?: string) {
    const service: { signedAs?: string; isGlobal?: boolean } = services[place.service];
    const signingRegion = service.isGlobal ? 'us-east-1' : place.region;
    const host = service.isGlobal ? place.service : `${place.service}.${place.region}`;
    const url = new URL(path, endpoint ?? `https://${host}.amazonaws.com`);
    const method = body === undefined ? 'GET' : 'POST';
    const signed = signRequest(
      {
        ...{ method, url, headers, body: body ?? '', now: new Date() },
        ...{ region: signingRegion, service: service.signedAs ?? place.service },
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
    query: (place, version, action, parameters = {}) =>
      ask(
        place,
        '/',
        { 'content-type': 'application/x-www-form-urlencoded' },
        new URLSearchParams({ Action: action, Version: version, ...parameters }).toString(),
      ),
    json: async (place, target, body) =>
      JSON.parse(
        await ask(
          place,
          '/',
          {
            'content-type': `application/x-amz-json-${place.service === 'dynamodb' ? '1.0' : '1.1'}`,
            'x-amz-target': target,
          },
          JSON.stringify(body),
        ),
      ),
    get: (place, path) => ask(place, path, {}),
  };
}

/* XML has an element for it, JSON a field or a header with more words around it. */
const codeOf = ({ headers, status }: Response, text: string): string =>
  (/<Code>(?<code>[^<]+)/u.exec(text)?.groups?.code ??
    headers.get('x-amzn-errortype')?.split(':')[0] ??
    /"__type"\s*:\s*"(?:[^"#]*#)?(?<code>[^"]+)/u.exec(text)?.groups?.code) ||
  String(status);

const messageOf = (text: string): string =>
  /<Message>(?<message>[^<]+)/u.exec(text)?.groups?.message ??
  /"message"\s*:\s*"(?<message>[^"]+)/iu.exec(text)?.groups?.message ??
  '';
