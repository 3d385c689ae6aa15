import type { Audience } from '../../domain/access.ts';
import { AppError } from '../../domain/errors.ts';
import type { Timestamp } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Secrets } from '../../ports/secrets.ts';

/** Path prefix of the URLs on Vitrine's own server. */
const storagePath = '/storage';

export type SignedPut = {
  key: string;
  /** Part number from 1, for an object in parts. */
  part?: number | undefined;
  bytes: number;
  contentType: string;
  sha256?: string | undefined;
  expiresAt: Timestamp;
};
export type SignedGet = {
  key: string;
  contentType: string;
  downloadName: string;
  audience: Audience;
  expiresAt: Timestamp;
};

type Method = 'PUT' | 'GET';
type Fields = Record<string, string>;

/* Returns an unambiguous text to sign: JSON keeps the fields apart. */
const signedText = (method: Method, key: string, fields: Fields) =>
  JSON.stringify([method, key, ...Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))]);

export function signPut(secrets: Secrets, signed: SignedPut): string {
  const { key, part, bytes, contentType, sha256, expiresAt } = signed;
  return buildUrl(secrets, 'PUT', key, {
    ...(part !== undefined && { part: String(part) }),
    bytes: String(bytes),
    type: contentType,
    expires: String(expiresAt),
    ...(sha256 !== undefined && { sha256: sha256.toLowerCase() }),
  });
}

export function signGet(secrets: Secrets, signed: SignedGet): string {
  const { key, contentType, downloadName, audience, expiresAt } = signed;
  // URLs cannot contain lone surrogates.
  const name = downloadName.toWellFormed();
  return buildUrl(secrets, 'GET', key, {
    type: contentType,
    name,
    for: audience,
    expires: String(expiresAt),
  });
}

function buildUrl(secrets: Secrets, method: Method, key: string, fields: Fields): string {
  const signature = secrets.sign('storage', signedText(method, key, fields));
  return `${storagePath}/${key}?${new URLSearchParams({ ...fields, signature })}`;
}

type Verifier = { secrets: Secrets; clock: Clock };

/** Returns the signed request. Throws `forbidden` if the signature is invalid or expired. */
export function verifyPut(verifier: Verifier, url: URL): SignedPut {
  const { key, expiresAt, fields } = verify(verifier, 'PUT', url);
  const { part, bytes, type = '', sha256 } = fields;
  const number = part === undefined ? undefined : Number(part);
  return { key, part: number, bytes: Number(bytes), contentType: type, sha256, expiresAt };
}

/** Returns the signed request. Throws `forbidden` if the signature is invalid or expired. */
export function verifyGet(verifier: Verifier, url: URL): SignedGet {
  const { key, expiresAt, fields } = verify(verifier, 'GET', url);
  const { type = '', name = '', for: audience = 'others' } = fields;
  // The signature is valid, so `signGet` wrote the audience; older versions wrote none.
  return { key, contentType: type, downloadName: name, audience: audience as Audience, expiresAt };
}

function verify({ secrets, clock }: Verifier, method: Method, url: URL) {
  const key = url.pathname.slice(storagePath.length + 1);
  const { signature = '', ...fields } = Object.fromEntries(url.searchParams);
  if (!secrets.verify('storage', signedText(method, key, fields), signature))
    throw new AppError('forbidden', 'This link is invalid.');
  const expiresAt = Number(fields.expires);
  if (expiresAt <= clock.now()) throw new AppError('forbidden', 'This link has expired. Request a new one.');
  return { key, expiresAt, fields };
}
