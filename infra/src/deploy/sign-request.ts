import { createHash, createHmac } from 'node:crypto';

export type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string | undefined };

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

/** The headers of a request that AWS is to believe (Signature Version 4), for one without a query. */
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
    url.pathname,
    '',
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
