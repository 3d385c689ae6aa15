import {
  AbortMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  type Part,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Timestamp } from '../../domain/time.ts';
import type { Bucket } from './s3-client.ts';
import { hasCode } from './s3-errors.ts';

export type OpenUpload = { key: string; uploadId: string; begunAt: Timestamp };

/** Lists multipart uploads with the prefix in order of key, starting after the key `after`. */
export async function* listUploads(
  client: S3Client,
  bucket: Bucket,
  { prefix, after }: { prefix: string; after?: string | undefined },
): AsyncGenerator<OpenUpload> {
  let marker: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } =
    after === undefined ? {} : { KeyMarker: bucket.prefix + after };
  for (;;) {
    const page = await client.send(
      new ListMultipartUploadsCommand({ Bucket: bucket.name, Prefix: bucket.prefix + prefix, ...marker }),
    );
    for (const { Key, UploadId, Initiated } of page.Uploads ?? [])
      if (Key !== undefined && UploadId !== undefined && Initiated)
        yield {
          key: Key.slice(bucket.prefix.length),
          uploadId: UploadId,
          begunAt: Initiated.getTime(),
        };
    if (!page.IsTruncated) return;
    marker = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
  }
}

/** Returns the parts that have arrived, by number. Returns none if the upload has ended. */
export async function listParts(
  client: S3Client,
  bucket: Bucket,
  { key, uploadId }: Pick<OpenUpload, 'key' | 'uploadId'>,
): Promise<Map<number, Part>> {
  const parts = new Map<number, Part>();
  let marker: string | undefined;
  for (;;) {
    const command = new ListPartsCommand({
      ...bucket.locate(key),
      UploadId: uploadId,
      PartNumberMarker: marker,
    });
    const page = await client.send(command).catch((error) => {
      if (hasCode(error, 'NoSuchUpload')) return undefined;
      throw error;
    });
    for (const part of page?.Parts ?? []) parts.set(part.PartNumber ?? 0, part);
    if (!page?.IsTruncated) return parts;
    marker = page.NextPartNumberMarker;
  }
}

/** Aborts an upload to free its parts, which are billed but invisible. Ignores an upload that has ended. */
export async function abortUpload(
  client: S3Client,
  bucket: Bucket,
  { key, uploadId }: Pick<OpenUpload, 'key' | 'uploadId'>,
): Promise<void> {
  const command = new AbortMultipartUploadCommand({ ...bucket.locate(key), UploadId: uploadId });
  await client.send(command).catch((error) => {
    if (!hasCode(error, 'NoSuchUpload')) throw error;
  });
}

/** Aborts uploads that began earlier, including those of other programs. Returns the number of uploads. */
export async function abortUploads(client: S3Client, bucket: Bucket, before: Timestamp): Promise<number> {
  let aborted = 0;
  for await (const upload of listUploads(client, bucket, { prefix: '' })) {
    if (upload.begunAt >= before) continue;
    await abortUpload(client, bucket, upload);
    aborted += 1;
  }
  return aborted;
}
