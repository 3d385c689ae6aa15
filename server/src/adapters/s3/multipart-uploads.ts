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

/** Multipart uploads whose key begins with the prefix, in order of key; with `after`, from the next key on. */
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

/** The parts that have arrived, by number. None where the upload is over. */
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

/** Frees the parts, which are paid for and never seen. One that is over already is no fault. */
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

/** Aborts those that were begun before, also by others who copy into the bucket. Answers how many. */
export async function abortUploads(client: S3Client, bucket: Bucket, before: Timestamp): Promise<number> {
  let aborted = 0;
  for await (const upload of listUploads(client, bucket, { prefix: '' })) {
    if (upload.begunAt >= before) continue;
    await abortUpload(client, bucket, upload);
    aborted += 1;
  }
  return aborted;
}
