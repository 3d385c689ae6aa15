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
