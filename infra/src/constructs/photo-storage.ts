import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  HttpMethods,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { wildcardObjectFinding } from '../nag/nag-suppressions.ts';
import type { Deployment } from '../settings.ts';
import { removalPolicyOf } from './data-protection.ts';
import type { Actor, ResourceBinding, Settings } from './resource-binding.ts';
import { formatDeployed } from './resource-binding.ts';

type Props = { deployment: Deployment; key: Key; logs: Bucket; publicUrl: string };

/** Binds the blob port to a private bucket. Browsers upload and download by presigned URLs. */
export class PhotoStorage extends Construct implements ResourceBinding {
  readonly bucket: Bucket;
  readonly settings: Settings;
  readonly accepted: Readonly<Record<string, string>>;
  readonly #key: Key;
  readonly #region: string;

  constructor(scope: Construct, id: string, { deployment, key, logs, publicUrl }: Props) {
    super(scope, id);
    this.#key = key;
    this.#region = deployment.region;
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      serverAccessLogsBucket: logs,
      serverAccessLogsPrefix: 'photos/',
      cors: [
        {
          allowedOrigins: [publicUrl],
          allowedMethods: [HttpMethods.PUT, HttpMethods.GET],
          allowedHeaders: ['*'],
          exposedHeaders: ['ETag'],
          maxAge: Duration.hours(1).toSeconds(),
        },
      ],
      lifecycleRules: [
        // Vitrine aborts unfinished uploads after a week. This rule catches those that it missed.
        { id: 'unfinished-uploads', abortIncompleteMultipartUploadAfter: Duration.days(8) },
        // Deleted objects can be restored for 30 days.
        {
          id: 'old-versions',
          noncurrentVersionExpiration: Duration.days(30),
          expiredObjectDeleteMarker: true,
        },
      ],
      autoDeleteObjects: deployment.destroysData,
      removalPolicy: removalPolicyOf(deployment),
    });
    (this.bucket.node.defaultChild as CfnBucket).notificationConfiguration = {
      eventBridgeConfiguration: { eventBridgeEnabled: true },
    };
    this.accepted = {
      [wildcardObjectFinding(this.bucket)]: 'Keys are named after photo ids, so they are not known before.',
    };
    const bucket = { value: this.bucket.bucketName, example: 'vitrine-photos' };
    this.settings = {
      storage: formatDeployed({ bucket }, (parts) => `s3://${parts.bucket}?region=${deployment.region}`),
    };
  }

  permissions(actor: Actor): PolicyStatement[] {
    if (actor === 'migration') return [];
    return [
      new PolicyStatement({
        actions: ['s3:ListBucket', 's3:ListBucketMultipartUploads'],
        resources: [this.bucket.bucketArn],
      }),
      new PolicyStatement({
        actions: [
          's3:GetObject',
          's3:PutObject',
          's3:DeleteObject',
          's3:AbortMultipartUpload',
          's3:ListMultipartUploadParts',
        ],
        resources: [this.bucket.arnForObjects('*')],
      }),
      new PolicyStatement({
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [this.#key.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `s3.${this.#region}.amazonaws.com` } },
      }),
    ];
  }
}
