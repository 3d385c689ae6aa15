import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { CreateBucketCommand, PutBucketCorsCommand, S3Client } from '@aws-sdk/client-s3';
import { skipBecause, skippedBackends } from '../requirements.ts';
import { startCephCluster } from './ceph-cluster.ts';

export type S3Server = AsyncDisposable & {
  endpoint: string;
  region: string;
  client: S3Client;
  /** Creates an empty bucket that allows CORS requests from the origin. */
  createBucket(options?: { origin?: string }): Promise<string>;
  /** Creates a user without buckets and returns the environment variables. */
  addUser(): Promise<ReturnType<typeof asVariables>>;
};

const programs = ['radosgw', 'radosgw-admin', 'ceph', 'ceph-mon', 'ceph-osd', 'monmaptool'];

/** Returns the reason to skip tests on S3, or false. */
export function missingS3Server(): string | false {
  if (skippedBackends) return skippedBackends;
  if (programs.every((program) => existsSync(`/usr/bin/${program}`))) return false;
  return skipBecause(
    'no S3 server is installed here (Debian: apt-get install radosgw ceph-mon ceph-osd ceph-common)',
  );
}

/** Starts Ceph RGW on loopback. Its credentials go into this process's environment, where the SDK looks first. */
export async function startS3Server(): Promise<S3Server> {
  const cluster = await startCephCluster();
  Object.assign(process.env, asVariables(cluster.owner));
  const region = 'us-east-1';
  const endpoint = `http://127.0.0.1:${cluster.port}`;
  const client = new S3Client({ region, endpoint, forcePathStyle: true });
  return {
    endpoint,
    region,
    client,
    async createBucket({ origin } = {}) {
      const Bucket = `test-${randomUUID()}`;
      await client.send(new CreateBucketCommand({ Bucket }));
      if (origin !== undefined) {
        const rule = {
          AllowedOrigins: [origin],
          AllowedMethods: ['PUT', 'GET'],
          AllowedHeaders: ['*'],
          ExposeHeaders: ['ETag'],
        };
        await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [rule] } }));
      }
      return Bucket;
    },
    addUser: async () => asVariables(await cluster.addUser(randomUUID())),
    async [Symbol.asyncDispose]() {
      client.destroy();
      await cluster[Symbol.asyncDispose]();
    },
  };
}

const asVariables = (keys: { accessKeyId: string; secretAccessKey: string }) => ({
  AWS_ACCESS_KEY_ID: keys.accessKeyId,
  AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
});
