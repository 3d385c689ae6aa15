import { Duration, Stack } from 'aws-cdk-lib';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Trigger } from 'aws-cdk-lib/triggers';
import type { Construct } from 'constructs';
import { acceptPartsOfCdk } from '../accept-parts-of-cdk.ts';
import type { Artefacts } from '../artefacts.ts';
import { ApiGateway } from '../constructs/api-gateway.ts';
import { backUp } from '../constructs/backups.ts';
import { createDataKey } from '../constructs/data-key.ts';
import { GalleryTable } from '../constructs/gallery-table.ts';
import { JobQueue } from '../constructs/job-queue.ts';
import { feedWorker } from '../constructs/job-schedule.ts';
import { createLogBucket } from '../constructs/log-bucket.ts';
import { MailIdentity } from '../constructs/mail-identity.ts';
import { Monitoring } from '../constructs/monitoring.ts';
import { createNetwork } from '../constructs/network.ts';
import { createNotices } from '../constructs/notices.ts';
import { PhotoStorage } from '../constructs/photo-storage.ts';
import { PostgresCluster } from '../constructs/postgres-cluster.ts';
import { ServerFunction } from '../constructs/server-function.ts';
import { createServerSecret } from '../constructs/server-secret.ts';
import { SiteDistribution } from '../constructs/site-distribution.ts';
import { SiteFiles } from '../constructs/site-files.ts';
import { tellOfUploads } from '../constructs/upload-notice.ts';
import { GalleryUserPool } from '../constructs/user-pool.ts';
import type { Deployment } from '../settings.ts';
import { tellOutputs } from '../tell-outputs.ts';
import { watchAll } from '../watches/watch.ts';
import { watchCluster } from '../watches/watch-cluster.ts';
import { watchDistribution } from '../watches/watch-distribution.ts';
import { watchFunctions } from '../watches/watch-functions.ts';
import { watchGateway } from '../watches/watch-gateway.ts';
import { watchJobs } from '../watches/watch-jobs.ts';
import { watchTable } from '../watches/watch-table.ts';
import type { EdgeStack } from './edge-stack.ts';

type Needs = { deployment: Deployment; edge: EdgeStack; artefacts: Artefacts };

/**
 * A function may run this long, and a message stays hidden no shorter, as Lambda asks for. Nor longer: a job that begins has a lease
 * of its own, and one whose function could not start comes back only then.
 */
const longestJob = Duration.minutes(10);

/** Functions behind an HTTP API; data in DynamoDB, or in Aurora where the shape says SQL. Asleep it costs next to nothing. */
export class ServerlessStack extends Stack {
  constructor(scope: Construct, id: string, { deployment, edge, artefacts }: Needs) {
    super(scope, id, { env: { region: deployment.region }, crossRegionReferences: true });
    const key = createDataKey(this, deployment);
    const logs = createLogBucket(this, deployment);
    const notices = createNotices(this, { deployment, key });

    const gateway = new ApiGateway(this, 'Gateway', deployment);
    const files = new SiteFiles(this, 'Site', { deployment, logs, files: artefacts.siteFiles });
    const { distribution, publicUrl } = new SiteDistribution(this, 'Cdn', {
      deployment,
      server: gateway.origin,
      files: S3BucketOrigin.withOriginAccessControl(files.bucket),
      firewallArn: edge.firewallArn,
      certificate: edge.certificate,
      logs,
    });

    const vpc = deployment.shape === 'serverless-sql' ? createNetwork(this, deployment) : undefined;
    const data = vpc
      ? new PostgresCluster(this, 'Data', { deployment, key, vpc })
      : new GalleryTable(this, 'Data', { deployment, key });
    const photos = new PhotoStorage(this, 'Photos', { deployment, key, logs, publicUrl });
    const jobs = new JobQueue(this, 'Jobs', { deployment, key, lease: longestJob });
    tellOfUploads(this, photos, jobs);
    const mail = new MailIdentity(this, 'Mail', { deployment, notices });
    const secret = createServerSecret(this, { deployment, key });
    const identity =
      deployment.identity === 'cognito'
        ? [new GalleryUserPool(this, 'People', { deployment, key, mail, publicUrl })]
        : [];

    const shared = {
      backings: [data, photos, jobs, mail, secret, ...identity],
      settings: { publicUrl: { value: publicUrl, example: 'https://photos.example.org' }, trustProxy: 'on' },
      vpc,
    };
    const api = new ServerFunction(this, 'Api', {
      ...shared,
      actor: 'api',
      description: 'Vitrine: answers requests',
      bundle: artefacts.api,
      memoryMegabytes: 1024,
      timeout: Duration.seconds(29),
    });
    const worker = new ServerFunction(this, 'Worker', {
      ...shared,
      actor: 'worker',
      description: 'Vitrine: works through jobs',
      bundle: artefacts.worker,
      memoryMegabytes: 3008,
      timeout: longestJob,
      scratchMegabytes: 2048,
    });
    // A page names scripts that are already there.
    api.node.addDependency(files);
    gateway.answerWith(api.function);
    feedWorker(this, worker, jobs);
    if (data instanceof PostgresCluster && vpc) {
      const migration = bringUpToDate(this, { data, vpc, artefacts, before: [api, worker] });
      for (const part of [api, worker, migration])
        data.cluster.connections.allowDefaultPortFrom(part.function);
    }

    backUp(this, { key, data });
    const watches = [
      watchGateway(gateway),
      watchFunctions({ api, worker }),
      watchJobs(jobs),
      data instanceof PostgresCluster ? watchCluster(data.cluster) : watchTable(data.table),
      watchDistribution(distribution),
    ];
    new Monitoring(this, 'Monitoring', { notices, ...watchAll(watches) });
    acceptPartsOfCdk(this);
    tellOutputs(this, { deployment, publicUrl });
  }
}

/** Has the tables changed before anything that knows the new ones runs. Where it fails, the deployment is taken back. */
function bringUpToDate(
  scope: Construct,
  needs: { data: PostgresCluster; vpc: Vpc; artefacts: Artefacts; before: ServerFunction[] },
): ServerFunction {
  const migration = new ServerFunction(scope, 'Migration', {
    actor: 'migration',
    description: 'Vitrine: brings the database up to date',
    bundle: needs.artefacts.migration,
    backings: [needs.data],
    settings: {},
    memoryMegabytes: 512,
    timeout: Duration.minutes(14),
    vpc: needs.vpc,
  });
  new Trigger(scope, 'MigrationRun', {
    handler: migration.function,
    timeout: Duration.minutes(14),
    executeAfter: [needs.data],
    executeBefore: needs.before.map((part) => part.function),
  });
  return migration;
}
