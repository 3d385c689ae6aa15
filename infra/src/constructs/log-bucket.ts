import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { accept } from '../findings.ts';
import type { Deployment } from '../settings.ts';

/** Who asked for what, for 90 days: addresses of people are in it. */
export function createLogBucket(scope: Construct, { destroysData }: Deployment): Bucket {
  const bucket = new Bucket(scope, 'AccessLogs', {
    // Neither CloudFront nor load balancers write to a bucket with a key of ours.
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    // CloudFront hands its logs over by an ACL.
    objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    lifecycleRules: [
      { expiration: Duration.days(90), abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
    removalPolicy: destroysData ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    autoDeleteObjects: destroysData,
  });
  accept(bucket, 'S1', 'A log of who reads the logs would have no end.');
  return bucket;
}
