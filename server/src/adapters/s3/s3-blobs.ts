import { createWriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { isImmutableKey } from '../../domain/blob-keys.ts';
import type { BlobStore, ByteRange } from '../../ports/blobs.ts';
import type { Clock } from '../../ports/clock.ts';
import { abortUploads } from './multipart-uploads.ts';
import { signGet, signPut } from './presigned-urls.ts';
import {
  type Bucket,
  createBucket,
  createS3Client,
  findStorageOrigin,
  type S3Endpoint,
} from './s3-client.ts';
import { isAbsent, translateErrors } from './s3-errors.ts';
import { createS3Parts } from './s3-parts.ts';

export type S3BlobsOptions = S3Endpoint & {
  bucket: string;
  /** Prefix of all keys, so that other programs can share the bucket. */
  prefix?: string;
  /** KMS key that overrides the bucket's own encryption setting. */
  kmsKey?: string | undefined;
  clock: Clock;
};

export type S3Blobs = BlobStore &
  Disposable & {
    /** Returns the origin that browsers send to and read from. */
    findOrigin(): Promise<string>;
  };

/** Maximum keys per DeleteObjects request. */
const maxDeletions = 1000;

/** Stores objects in an S3 bucket. */
export function createS3Blobs(options: S3BlobsOptions): S3Blobs {
  const { clock } = options;
  const client = createS3Client(options);
  const bucket = createBucket({
    name: options.bucket,
    prefix: options.prefix ?? '',
    kmsKey: options.kmsKey,
  });
  const signer = { client, bucket, clock };
  const translate = <Result>(work: () => Promise<Result>) => translateErrors(bucket.name, work);

  /* The caller must read or destroy the body. */
  async function openObject(key: string, range?: ByteRange): Promise<Readable | undefined> {
    const Range = range && `bytes=${range.start}-${range.end}`;
    const found = await undefinedIfAbsent(
      client.send(new GetObjectCommand({ ...bucket.locate(key), Range })),
    );
    if (!found) return undefined;
    if (found.Body instanceof Readable) return found.Body;
    throw new TypeError('S3 answered without a body');
  }

  const head: BlobStore['head'] = (key) =>
    translate(async () => {
      const found = await undefinedIfAbsent(client.send(new HeadObjectCommand(bucket.locate(key))));
      return (
        found && {
          bytes: found.ContentLength ?? 0,
          contentType: found.ContentType ?? 'application/octet-stream',
        }
      );
    });

  return {
    presignPut: (request) => translate(() => signPut(signer, request)),
    presignGet: (request) => translate(() => signGet(signer, request)),

    ...createS3Parts({ ...signer, head }),

    head,
    read: (key, range) =>
      translate(async () => {
        const body = await openObject(key, range);
        // The stream contains bytes, as every HTTP response does.
        return body && (Readable.toWeb(body) as ReadableStream<Uint8Array>);
      }),
    readToFile: (key, path) =>
      translate(async () => {
        const body = await openObject(key);
        if (!body) return false;
        const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
        let isOurs = false;
        file.once('open', () => {
          isOurs = true;
        });
        try {
          await pipeline(body, file);
        } catch (error) {
          if (isOurs) await rm(path, { force: true });
          throw error;
        }
        return true;
      }),

    writeFile: (key, path, contentType) =>
      translate(() => putFile(client, bucket, { key, path, contentType })),

    remove: (keys) =>
      translate(async () => {
        for (let start = 0; start < keys.length; start += maxDeletions) {
          const Objects = keys
            .slice(start, start + maxDeletions)
            .map((key) => ({ Key: bucket.locate(key).Key }));
          const { Errors = [] } = await client.send(
            new DeleteObjectsCommand({ Bucket: bucket.name, Delete: { Objects, Quiet: true } }),
          );
          const [failed] = Errors;
          if (failed) throw Object.assign(new Error(failed.Message ?? 'not deleted'), { code: failed.Code });
        }
      }),

    list: (request) => translate(() => listObjects(client, bucket, request)),
    // Other programs may store objects in the bucket, so none counts as a stray.
    listStrays: async () => [],

    removeUnfinished: (before) => translate(() => abortUploads(client, bucket, before)),
    check: () =>
      translate(async () => {
        await client.send(new HeadBucketCommand({ Bucket: bucket.name }));
      }),

    findOrigin: () => translate(() => findStorageOrigin(options, bucket.name)),
    [Symbol.dispose]: () => client.destroy(),
  };
}

async function undefinedIfAbsent<Output>(sending: Promise<Output>): Promise<Output | undefined> {
  try {
    return await sending;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** Streams the file. The SDK neither retries such a request nor closes the file if it fails. */
async function putFile(
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

type Listed = Awaited<ReturnType<BlobStore['list']>>;

/** Maximum page size of ListObjectsV2. */
const maxListed = 1000;

/**
 * Uses the last key as the cursor. It stays valid while objects come and go, which S3 does not promise for its own
 * token.
 */
async function listObjects(
  client: S3Client,
  bucket: Bucket,
  { prefix, cursor, limit }: Parameters<BlobStore['list']>[0],
): Promise<Listed> {
  const items: Listed['items'] = [];
  let after = cursor;
  // S3 may return a short page that is not the last.
  for (;;) {
    const page = await client.send(
      new ListObjectsV2Command({
        Bucket: bucket.name,
        Prefix: bucket.prefix + prefix,
        MaxKeys: Math.min(limit - items.length, maxListed),
        ...(after !== undefined && { StartAfter: bucket.prefix + after }),
      }),
    );
    for (const { Key = '', Size = 0, LastModified } of page.Contents ?? []) {
      const key = Key.slice(bucket.prefix.length);
      items.push({ key, bytes: Size, modifiedAt: LastModified?.getTime() ?? 0 });
    }
    after = items.at(-1)?.key;
    if (!page.IsTruncated || after === undefined) return { items };
    if (items.length >= limit) return { items, nextCursor: after };
  }
}
