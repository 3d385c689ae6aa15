import { Duration, Stack } from 'aws-cdk-lib';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Trigger } from 'aws-cdk-lib/triggers';
import type { Construct } from 'constructs';
import type { Artefacts } from '../bundles/artefacts.ts';
import { ApiGateway } from '../constructs/api-gateway.ts';
import { addBackups, createDataKey, createLogBucket } from '../constructs/data-protection.ts';
import { DataTable } from '../constructs/data-table.ts';
import { JobQueue } from '../constructs/job-queue.ts';
import { enqueueUploadEvents, triggerWorker } from '../constructs/job-triggers.ts';
import { MailIdentity } from '../constructs/mail-identity.ts';
import { createNetwork } from '../constructs/network.ts';
import { PhotoStorage } from '../constructs/photo-storage.ts';
import { PostgresCluster } from '../constructs/postgres-cluster.ts';
import { createServerSecret } from '../constructs/resource-binding.ts';
import { ServerFunction } from '../constructs/server-function.ts';
import { SiteDistribution } from '../constructs/site-distribution.ts';
import { SiteFiles } from '../constructs/site-files.ts';
import { AppUserPool } from '../constructs/user-pool.ts';
import { monitorFunctions, monitorJobs } from '../monitoring/compute.ts';
import { monitorCluster, monitorTable } from '../monitoring/database.ts';
import { createNotices, Monitoring } from '../monitoring/monitoring.ts';
import { monitorDistribution, monitorGateway } from '../monitoring/traffic.ts';
import type { Deployment } from '../settings.ts';
import type { EdgeStack } from './edge-stack.ts';

type Props = { deployment: Deployment; edge: EdgeStack; artefacts: Artefacts };

/**
 * The timeout of the worker, and the visibility timeout of its queues. Lambda requires the latter to be no shorter.
 * A longer one would delay jobs whose function could not start.
 */
const longestJob = Duration.minutes(10);

/** Functions behind an HTTP API, with data in DynamoDB (`serverless`) or Aurora (`serverless-sql`). */
export class ServerlessStack extends Stack {
  readonly publicUrl: string;

  constructor(scope: Construct, id: string, { deployment, edge, artefacts }: Props) {
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
      : new DataTable(this, 'Data', { deployment, key });
    const photos = new PhotoStorage(this, 'Photos', { deployment, key, logs, publicUrl });
    const jobs = new JobQueue(this, 'Jobs', { deployment, key, lease: longestJob });
    enqueueUploadEvents(this, photos, jobs);
    const mail = new MailIdentity(this, 'Mail', { deployment, notices });
    const secret = createServerSecret(this, { deployment, key });
    const identity =
      deployment.identity === 'cognito'
        ? [new AppUserPool(this, 'People', { deployment, key, mail, publicUrl })]
        : [];

    const shared = {
      bindings: [data, photos, jobs, mail, secret, ...identity],
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
    // Scripts must be in the bucket before pages refer to them.
    api.node.addDependency(files);
    gateway.routeTo(api.function);
    triggerWorker(this, worker, jobs);
    if (data instanceof PostgresCluster && vpc) {
      const migration = addMigration(this, { data, vpc, artefacts, before: [api, worker] });
      for (const part of [api, worker, migration])
        data.cluster.connections.allowDefaultPortFrom(part.function);
    }

    addBackups(this, { key, rows: data.backup });
    const specs = [
      monitorGateway(gateway),
      monitorFunctions({ api, worker }),
      monitorJobs(jobs),
      data instanceof PostgresCluster ? monitorCluster(data.cluster) : monitorTable(data.table),
      monitorDistribution(distribution),
    ];
    new Monitoring(this, 'Monitoring', { notices, specs });
    this.publicUrl = publicUrl;
  }
}

/** Migrates the database before the new functions run. If that fails, CloudFormation rolls back. */
function addMigration(
  scope: Construct,
  props: { data: PostgresCluster; vpc: Vpc; artefacts: Artefacts; before: ServerFunction[] },
): ServerFunction {
  const migration = new ServerFunction(scope, 'Migration', {
    actor: 'migration',
    description: 'Vitrine: brings the database up to date',
    bundle: props.artefacts.migration,
    bindings: [props.data],
    settings: {},
    memoryMegabytes: 512,
    timeout: Duration.minutes(14),
    vpc: props.vpc,
  });
  new Trigger(scope, 'MigrationRun', {
    handler: migration.function,
    timeout: Duration.minutes(14),
    executeAfter: [props.data],
    executeBefore: props.before.map((part) => part.function),
  });
  return migration;
}
