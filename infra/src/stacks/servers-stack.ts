import { Duration, Stack } from 'aws-cdk-lib';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Port } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { Artefacts } from '../bundles/artefacts.ts';
import { Balancer } from '../constructs/balancer.ts';
import { addBackups, createDataKey, createLogBucket } from '../constructs/data-protection.ts';
import { DataTable } from '../constructs/data-table.ts';
import { JobQueue } from '../constructs/job-queue.ts';
import { enqueueUploadEvents } from '../constructs/job-triggers.ts';
import { MailIdentity } from '../constructs/mail-identity.ts';
import { MariadbInstance } from '../constructs/mariadb-instance.ts';
import { createNetwork } from '../constructs/network.ts';
import { PhotoStorage } from '../constructs/photo-storage.ts';
import { createServerSecret } from '../constructs/resource-binding.ts';
import { ServerFleet } from '../constructs/server-fleet.ts';
import { SiteDistribution } from '../constructs/site-distribution.ts';
import { SiteFiles } from '../constructs/site-files.ts';
import { AppUserPool } from '../constructs/user-pool.ts';
import { monitorFleet, monitorJobs } from '../monitoring/compute.ts';
import { monitorInstance, monitorTable } from '../monitoring/database.ts';
import { createNotices, Monitoring } from '../monitoring/monitoring.ts';
import { monitorBalancer, monitorDistribution } from '../monitoring/traffic.ts';
import type { Deployment } from '../settings.ts';
import type { EdgeStack } from './edge-stack.ts';

type Props = { deployment: Deployment; edge: EdgeStack; artefacts: Artefacts };

const port = 3000;

/** Servers behind a load balancer, which serve requests and run jobs, with data in RDS or DynamoDB. */
export class ServersStack extends Stack {
  readonly publicUrl: string;

  constructor(scope: Construct, id: string, { deployment, edge, artefacts }: Props) {
    super(scope, id, { env: { region: deployment.region }, crossRegionReferences: true });
    const key = createDataKey(this, deployment);
    const logs = createLogBucket(this, deployment);
    const notices = createNotices(this, { deployment, key });
    const vpc = createNetwork(this, deployment);

    const balancer = new Balancer(this, 'Balancing', { deployment, vpc, port });
    const files = new SiteFiles(this, 'Site', { deployment, logs, files: artefacts.siteFiles });
    const { distribution, publicUrl } = new SiteDistribution(this, 'Cdn', {
      deployment,
      server: balancer.origin,
      files: S3BucketOrigin.withOriginAccessControl(files.bucket),
      firewallArn: edge.firewallArn,
      certificate: edge.certificate,
      logs,
    });

    const data =
      deployment.database === 'dynamodb'
        ? new DataTable(this, 'Data', { deployment, key })
        : new MariadbInstance(this, 'Data', { deployment, key, vpc });
    const photos = new PhotoStorage(this, 'Photos', { deployment, key, logs, publicUrl });
    const jobs = new JobQueue(this, 'Jobs', { deployment, key, lease: Duration.minutes(5) });
    enqueueUploadEvents(this, photos, jobs);
    const mail = new MailIdentity(this, 'Mail', { deployment, notices });
    const secret = createServerSecret(this, { deployment, key });
    const identity =
      deployment.identity === 'cognito'
        ? [new AppUserPool(this, 'People', { deployment, key, mail, publicUrl })]
        : [];

    const fleet = new ServerFleet(this, 'Servers', {
      deployment,
      key,
      vpc,
      balancer,
      port,
      release: artefacts.release,
      bindings: [data, photos, jobs, mail, secret, ...identity],
      settings: { publicUrl: { value: publicUrl, example: 'https://photos.example.org' }, trustProxy: 'on' },
    });
    if (data instanceof MariadbInstance)
      data.instance.connections.allowFrom(fleet.group, Port.tcp(3306), 'Servers');
    // Servers connect to the database when they start.
    fleet.group.node.addDependency(data instanceof MariadbInstance ? data.instance : data.table);

    // While servers are replaced, pages of both versions need their scripts in the bucket.
    fleet.group.node.addDependency(files);

    addBackups(this, { key, rows: data.backup });
    const specs = [
      monitorBalancer(balancer),
      monitorFleet(fleet.group),
      monitorJobs(jobs),
      data instanceof MariadbInstance ? monitorInstance(data.instance) : monitorTable(data.table),
      monitorDistribution(distribution),
    ];
    new Monitoring(this, 'Monitoring', { notices, specs });
    this.publicUrl = publicUrl;
  }
}
