import { HeadBucketCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { seconds } from '../../domain/time.ts';

export type S3Endpoint = {
  /** Defaults to the SDK's own setting (`AWS_REGION`, profile). */
  region?: string | undefined;
  /** Endpoint of a store other than Amazon's. */
  endpoint?: string | undefined;
};

/**
 * Creates a client with credentials from the SDK's default chain: environment, profile, web identity, container,
 * instance.
 */
export const createS3Client = (endpoint: S3Endpoint) => new S3Client(clientConfig(endpoint));

/**
 * Returns the origin that browsers send to and read from. Signs a URL with dummy credentials to find it, without a
 * request.
 */
export async function findStorageOrigin(endpoint: S3Endpoint, bucket: string): Promise<string> {
  const credentials = { accessKeyId: 'none', secretAccessKey: 'none' };
  const client = new S3Client({ ...clientConfig(endpoint), credentials });
  try {
    return new URL(await getSignedUrl(client, new HeadBucketCommand({ Bucket: bucket }))).origin;
  } finally {
    client.destroy();
  }
}

const clientConfig = ({ region, endpoint }: S3Endpoint): S3ClientConfig => ({
  ...(region !== undefined && { region }),
  // Only Amazon is certain to have a host name for each bucket.
  ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
  // The SDK signs the CRC32 of an empty body into a presigned URL by default.
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
  requestHandler: { connectionTimeout: seconds(5), socketTimeout: seconds(60) },
});

export type Bucket = {
  name: string;
  /** Prefix of every key: empty, or with a slash at its end. */
  prefix: string;
  locate(key: string): { Bucket: string; Key: string };
  /** Encryption fields for commands; empty if the bucket's own setting applies. */
  encryption: object;
  /** The same settings as request headers. */
  encryptionHeaders: Record<string, string>;
};

/** Describes a bucket, or the part of it below a prefix. */
export function createBucket({
  name,
  prefix,
  kmsKey,
}: {
  name: string;
  prefix: string;
  /** Id or ARN of a KMS key other than the bucket's own. */
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
