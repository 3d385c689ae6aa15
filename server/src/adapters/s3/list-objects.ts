import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import type { BlobStore } from '../../ports/blobs.ts';
import type { Bucket } from './s3-client.ts';

type Listed = Awaited<ReturnType<BlobStore['list']>>;

/** Maximum page size of ListObjectsV2. */
const maxListed = 1000;

/**
 * Uses the last key as the cursor. It stays valid while objects come and go, which S3 does not promise for its own
 * token.
 */
export async function listObjects(
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
