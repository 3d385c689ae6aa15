export type Bucket = {
  name: string;
  /** Before every key: empty, or with a slash at its end. */
  prefix: string;
  locate(key: string): { Bucket: string; Key: string };
  /** For commands; nothing where the bucket's own setting is to hold. */
  encryption: object;
  /** The same as headers of a request. */
  encryptionHeaders: Record<string, string>;
};

/** A bucket, or the part of one below a prefix. */
export function createBucket({
  name,
  prefix,
  kmsKey,
}: {
  name: string;
  prefix: string;
  /** The key to encrypt with (its id or ARN) where it is not the bucket's own. */
  kmsKey?: string | undefined;
}): Bucket {
  const folder = prefix.replace(/^\/+|\/+$/gu, '');
  const start = folder === '' ? '' : `${folder}/`;
  return {
    name,
    prefix: start,
    locate: (key) => ({ Bucket: name, Key: start + key }),
    encryption:
      kmsKey === undefined
        ? {}
        : { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: kmsKey, BucketKeyEnabled: true },
    encryptionHeaders:
      kmsKey === undefined
        ? {}
        : {
            'x-amz-server-side-encryption': 'aws:kms',
            'x-amz-server-side-encryption-aws-kms-key-id': kmsKey,
            'x-amz-server-side-encryption-bucket-key-enabled': 'true',
          },
  };
}
