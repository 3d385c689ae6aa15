import { AbortMultipartUploadCommand, ListMultipartUploadsCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Timestamp } from '../../domain/time.ts';
import type { Bucket } from './bucket.ts';

/**
 * Ends multipart uploads that were begun before: their parts are paid for and never seen. Answers how many. Vitrine
 * begins none; whoever copies into the bucket does.
 */
export async function abortUploads(client: S3Client, bucket: Bucket, before: Timestamp): Promise<number> {
  let aborted = 0;
  let marker: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } = {};
  for (;;) {
    const page = await client.send(
      new ListMultipartUploadsCommand({ Bucket: bucket.name, Prefix: bucket.prefix, ...marker }),
    );
    for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
      if (!Initiated || Initiated.getTime() >= before) continue;
      await client.send(new AbortMultipartUploadCommand({ Bucket: bucket.name, Key, UploadId }));
      aborted += 1;
    }
    if (!page.IsTruncated) return aborted;
    marker = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
  }
}
