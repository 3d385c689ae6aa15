import { CompleteMultipartUploadCommand, CreateMultipartUploadCommand } from '@aws-sdk/client-s3';
import type { BlobStore } from '../../ports/blobs.ts';
import { abortUpload, listParts, listUploads, type OpenUpload } from './multipart-uploads.ts';
import { type Signer, signPart } from './presigned-urls.ts';
import { hasCode, translateErrors } from './s3-errors.ts';

type S3Parts = Pick<BlobStore, 'beginParts' | 'completeParts' | 'removeParts' | 'listBegunParts'>;
type Listed = Awaited<ReturnType<BlobStore['listBegunParts']>>;

/**
 * Receives objects as S3 multipart uploads. Lists the uploads of a key in S3 instead of storing their ids. If two
 * began at once, the first complete one counts. Without contention this takes one request to begin, two to resume and
 * four to complete.
 */
export function createS3Parts({ client, bucket, clock, head }: Signer & Pick<BlobStore, 'head'>): S3Parts {
  const translate = <Result>(work: () => Promise<Result>) => translateErrors(bucket.name, work);

  /* Sorts the oldest first, so that all callers resume the same upload. */
  async function findUploads(key: string): Promise<OpenUpload[]> {
    const found: OpenUpload[] = [];
    for await (const upload of listUploads(client, bucket, { prefix: key }))
      if (upload.key === key) found.push(upload);
    return found.sort((a, b) => a.begunAt - b.begunAt || (a.uploadId < b.uploadId ? -1 : 1));
  }

  async function createUpload(key: string, contentType: string): Promise<string> {
    const { UploadId } = await client.send(
      new CreateMultipartUploadCommand({
        ...bucket.locate(key),
        ...bucket.encryption,
        ContentType: contentType,
        // S3 then accepts no part without a checksum.
        ChecksumAlgorithm: 'SHA256',
      }),
    );
    if (UploadId === undefined) throw new TypeError('S3 began an upload without an id');
    return UploadId;
  }

  /* Completes an upload after checking the lengths of its parts. Returns false if parts are missing. */
  async function complete(upload: OpenUpload, lengths: readonly number[]): Promise<boolean> {
    const parts = await listParts(client, bucket, upload);
    if (lengths.some((length, index) => parts.get(index + 1)?.Size !== length)) return false;
    const Parts = lengths.map((_, index) => {
      const { ETag, ChecksumSHA256 } = parts.get(index + 1) ?? {};
      return { PartNumber: index + 1, ETag, ChecksumSHA256 };
    });
    const command = new CompleteMultipartUploadCommand({
      ...bucket.locate(upload.key),
      UploadId: upload.uploadId,
      MultipartUpload: { Parts },
      IfNoneMatch: '*',
    });
    try {
      await client.send(command);
      return true;
    } catch (error) {
      // The object arrived meanwhile, or another caller completed or removed the upload.
      if (!hasCode(error, 'PreconditionFailed', 'ConditionalRequestConflict', 'NoSuchUpload')) throw error;
      if (!(await head(upload.key))) {
        if (hasCode(error, 'NoSuchUpload')) return false;
        throw error;
      }
      await abortUpload(client, bucket, upload);
      return true;
    }
  }

  async function completeFirst(uploads: readonly OpenUpload[], lengths: readonly number[]) {
    for (const upload of uploads) if (await complete(upload, lengths)) return upload;
    return undefined;
  }

  return {
    beginParts: ({ key, contentType, parts, mayHaveBegun, expiresAt }) =>
      translate(async () => {
        const [existing] = mayHaveBegun ? await findUploads(key) : [];
        if (mayHaveBegun && !existing && (await head(key))) return parts.map(() => undefined);
        const uploadId = existing?.uploadId ?? (await createUpload(key, contentType));
        const arrived = existing && (await listParts(client, bucket, existing));
        return Promise.all(
          parts.map((part, index) => {
            const number = index + 1;
            if (arrived?.get(number)?.Size === part.bytes) return undefined;
            return signPart({ client, bucket, clock }, { key, uploadId, number, part, expiresAt });
          }),
        );
      }),

    completeParts: ({ key, lengths }) =>
      translate(async () => {
        // Covers objects that arrived in one piece, and stores that ignore `If-None-Match`.
        if (await head(key)) return true;
        const uploads = await findUploads(key);
        const completed = await completeFirst(uploads, lengths);
        // Another caller completed the object, or parts are missing.
        if (!completed) return (await head(key)) !== undefined;
        for (const other of uploads) if (other !== completed) await abortUpload(client, bucket, other);
        return true;
      }),

    removeParts: (key) =>
      translate(async () => {
        for (const upload of await findUploads(key)) await abortUpload(client, bucket, upload);
      }),

    listBegunParts: ({ prefix, cursor, limit }) =>
      translate(async () => {
        const items: Listed['items'] = [];
        for await (const { key, begunAt } of listUploads(client, bucket, { prefix, after: cursor })) {
          const last = items.at(-1);
          // Ceph RGW starts with the key itself; S3 starts after it.
          if (key === cursor || key === last?.key) continue;
          if (last && items.length === limit) return { items, nextCursor: last.key };
          items.push({ key, begunAt });
        }
        return { items };
      }),
  };
}
