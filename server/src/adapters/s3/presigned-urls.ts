import { GetObjectCommand, PutObjectCommand, type S3Client, UploadPartCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { attachmentHeader } from '../../domain/download-name.ts';
import { days, minutes, seconds, type Timestamp } from '../../domain/time.ts';
import type { BlobStore, Part, PutTarget } from '../../ports/blobs.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Bucket } from './s3-client.ts';

export type Signer = { client: S3Client; bucket: Bucket; clock: Clock };

/* URLs within this window are identical, so that caches can keep the response. */
const window = minutes(5);
/** Maximum lifetime in Signature Version 4. */
const maxLifetime = days(7);

/**
 * Signs a PUT with headers that the sender must repeat. S3 answers 403 to another length or type, 400 to another
 * checksum (`x-amz-checksum-sha256`) and 412 to a second object (`If-None-Match`). The SDK hoists checksums into the
 * query, where S3 ignores them, so they are signed as headers.
 */
export async function signPut(
  { client, bucket, clock }: Signer,
  { key, bytes, contentType, sha256, expiresAt }: Parameters<BlobStore['presignPut']>[0],
): Promise<PutTarget> {
  const checksum = sha256 === undefined ? undefined : hexToBase64(sha256);
  const headers = {
    'Content-Type': contentType,
    'If-None-Match': '*',
    ...(checksum !== undefined && { 'x-amz-checksum-sha256': checksum }),
    ...bucket.encryptionHeaders,
  };
  const command = new PutObjectCommand({
    ...bucket.locate(key),
    ...bucket.encryption,
    ContentLength: bytes,
    ContentType: contentType,
    ChecksumSHA256: checksum,
    IfNoneMatch: '*',
  });
  const url = await getSignedUrl(client, command, {
    ...validity(clock.now(), expiresAt),
    ...bindHeaders(headers),
  });
  return { method: 'PUT', url, headers };
}

/** Signs one part of a multipart upload. S3 knows the type already, and a part may be sent again. */
export async function signPart(
  { client, bucket, clock }: Signer,
  { key, uploadId, number, part, expiresAt }: PartToSign,
): Promise<PutTarget> {
  const checksum = hexToBase64(part.sha256);
  const headers = { 'x-amz-checksum-sha256': checksum };
  const command = new UploadPartCommand({
    ...bucket.locate(key),
    UploadId: uploadId,
    PartNumber: number,
    ContentLength: part.bytes,
    ChecksumSHA256: checksum,
  });
  const url = await getSignedUrl(client, command, {
    ...validity(clock.now(), expiresAt),
    ...bindHeaders(headers),
  });
  return { method: 'PUT', url, headers };
}

type PartToSign = { key: string; uploadId: string; number: number; part: Part; expiresAt: Timestamp };

const hexToBase64 = (sha256: string) => Buffer.from(sha256, 'hex').toString('base64');

function bindHeaders(headers: Record<string, string>) {
  const names = new Set([
    'host',
    'content-length',
    ...Object.keys(headers).map((name) => name.toLowerCase()),
  ]);
  return { signableHeaders: names, unhoistableHeaders: names };
}

export function signGet(
  { client, bucket, clock }: Signer,
  { key, contentType, downloadName, expiresAt }: Parameters<BlobStore['presignGet']>[0],
): Promise<string> {
  const command = new GetObjectCommand({
    ...bucket.locate(key),
    ResponseContentType: contentType,
    ResponseContentDisposition: attachmentHeader(downloadName),
  });
  const windowStart = Math.floor(clock.now() / window) * window;
  return getSignedUrl(client, command, validity(windowStart, expiresAt));
}

/* S3 counts the lifetime in whole seconds, at least one, from the time of signing. */
function validity(wantedStart: Timestamp, expiresAt: Timestamp) {
  const signedAt = Math.min(wantedStart, expiresAt - seconds(1));
  const lifetime = Math.min(expiresAt - signedAt, maxLifetime);
  return { signingDate: new Date(signedAt), expiresIn: Math.max(1, Math.floor(lifetime / 1000)) };
}
