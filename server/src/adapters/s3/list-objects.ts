import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import type { BlobStore } from '../../ports/blobs.ts';
import type { Bucket } from './s3-client.ts';

type Listed = Awaited<ReturnType<BlobStore['list']>>;

/** What ListObjectsV2 gives at once. */
const maxListed = 1000;

/** The cursor is the last key: it stays right whatever comes and goes, which S3's own token does not promise. */
export async function listObjects(
  client: S3Client,
  bucket: Bucket,
  { prefix, cursor, limit }: Parameters<BlobStore['list']>[0],
): Promise<Listed> {
  const items: Listed['items'] = [];
  let after = cursor;
  // A page of S3's may be short of what was asked for, and not be the last.
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
