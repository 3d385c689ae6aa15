import { HeadBucketCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { seconds } from '../../domain/time.ts';

export type S3Endpoint = {
  /** The SDK's own setting (`AWS_REGION`, profile) where absent. */
  region?: string | undefined;
  /** Of a store that is not Amazon's. */
  endpoint?: string | undefined;
};

/** A client whose keys come from the SDK's default chain: environment, profile, web identity, container, instance. */
export const createS3Client = (endpoint: S3Endpoint) => new S3Client(clientConfig(endpoint));

/**
 * Where browsers send files to and read them from. An address signed with made-up keys tells it: nothing is asked of
 * the store, and no keys are needed to start.
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
  // Only Amazon is sure to have a name for every bucket below its own.
  ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
  // By default the SDK signs the CRC32 of no bytes at all into an address: nobody knows the bytes yet.
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
  requestHandler: { connectionTimeout: seconds(5), socketTimeout: seconds(60) },
});

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
