import { open } from 'node:fs/promises';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { isImmutableKey } from '../../domain/blob-keys.ts';
import type { Bucket } from './bucket.ts';

/** Streams the file: the SDK neither repeats such a request by itself nor looks after the file where it fails. */
export async function putFile(
  client: S3Client,
  bucket: Bucket,
  { key, path, contentType }: { key: string; path: string; contentType: string },
): Promise<void> {
  const file = await open(path);
  const body = file.createReadStream();
  const unreadable = new AbortController();
  body.once('error', (error) => unreadable.abort(error));
  try {
    const { size } = await file.stat();
    const command = new PutObjectCommand({
      ...bucket.locate(key),
      ...bucket.encryption,
      Body: body,
      ContentLength: size,
      ContentType: contentType,
      ...(isImmutableKey(key) && { CacheControl: 'max-age=31536000, immutable' }),
    });
    await client.send(command, { abortSignal: unreadable.signal });
  } finally {
    body.destroy();
    await file.close();
  }
}
