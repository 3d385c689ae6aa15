import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { publicFiles, publicFolder } from '../bundles/artefacts.ts';
import { suppressFinding, wildcardObjectFinding } from '../nag/nag-suppressions.ts';
import type { Deployment } from '../settings.ts';
import { createFunctionRole } from './server-function.ts';

type Props = { deployment: Deployment; logs: Bucket; files: string };

const folder = 'assets';

/**
 * The bucket with the web app's scripts and styles, whose names contain a hash, and its files with fixed names.
 * Files of previous versions stay.
 */
export class SiteFiles extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { deployment, logs, files: path }: Props) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      serverAccessLogsBucket: logs,
      serverAccessLogsPrefix: 'site/',
      autoDeleteObjects: deployment.destroysData,
      removalPolicy: deployment.destroysData ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    const copies = [
      {
        ...{ name: 'Copy', files: new Asset(this, 'Files', { path }), into: folder },
        cached: `max-age=${Duration.days(365).toSeconds()}, immutable`,
      },
      {
        ...{
          name: 'PublicCopy',
          files: new Asset(this, 'PublicFiles', { path: publicFolder }),
          into: undefined,
        },
        cached: `max-age=${Duration.hours(1).toSeconds()}`,
      },
    ];
    const copyLogs = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_MONTH,
    });
    const role = createFunctionRole(this, copyLogs);
    role.addToPolicy(
      new PolicyStatement({
        actions: ['s3:GetObject'],
        resources: copies.map(({ files }) => files.bucket.arnForObjects(files.s3ObjectKey)),
      }),
    );
    role.addToPolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.bucket.bucketArn] }));
    role.addToPolicy(
      new PolicyStatement({
        actions: ['s3:PutObject'],
        resources: [`${folder}/*`, ...publicFiles].map((name) => this.bucket.arnForObjects(name)),
      }),
    );
    for (const { name, files, into, cached } of copies) {
      const copy = new BucketDeployment(this, name, {
        sources: [Source.bucket(files.bucket, files.s3ObjectKey)],
        destinationBucket: this.bucket,
        ...(into && { destinationKeyPrefix: into }),
        // Open pages still load the files of their own version.
        prune: false,
        cacheControl: [CacheControl.fromString(`public, ${cached}`)],
        memoryLimit: 512,
        logGroup: copyLogs,
        // The CDK's own permissions would cover every asset of the account.
        role: role.withoutPolicyUpdates(),
      });
      copy.node.addDependency(role);
    }
    suppressFinding(
      role,
      wildcardObjectFinding(this.bucket, `${folder}/*`),
      'Files of the web app, whose names contain a hash.',
    );
  }
}
