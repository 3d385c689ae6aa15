import { Duration, Stack } from 'aws-cdk-lib';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Port } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { acceptPartsOfCdk } from '../accept-parts-of-cdk.ts';
import type { Artefacts } from '../artefacts.ts';
import { backUp } from '../constructs/backups.ts';
import { Balancer } from '../constructs/balancer.ts';
import { createDataKey } from '../constructs/data-key.ts';
import { GalleryTable } from '../constructs/gallery-table.ts';
import { JobQueue } from '../constructs/job-queue.ts';
import { createLogBucket } from '../constructs/log-bucket.ts';
import { MailIdentity } from '../constructs/mail-identity.ts';
import { MariadbInstance } from '../constructs/mariadb-instance.ts';
import { Monitoring } from '../constructs/monitoring.ts';
import { createNetwork } from '../constructs/network.ts';
import { createNotices } from '../constructs/notices.ts';
import { PhotoStorage } from '../constructs/photo-storage.ts';
import { ServerFleet } from '../constructs/server-fleet.ts';
import { createServerSecret } from '../constructs/server-secret.ts';
import { SiteDistribution } from '../constructs/site-distribution.ts';
import { SiteFiles } from '../constructs/site-files.ts';
import { tellOfUploads } from '../constructs/upload-notice.ts';
import { GalleryUserPool } from '../constructs/user-pool.ts';
import type { Deployment } from '../settings.ts';
import { tellOutputs } from '../tell-outputs.ts';
import { watchAll } from '../watches/watch.ts';
import { watchBalancer } from '../watches/watch-balancer.ts';
import { watchDistribution } from '../watches/watch-distribution.ts';
import { watchFleet } from '../watches/watch-fleet.ts';
import { watchInstance } from '../watches/watch-instance.ts';
import { watchJobs } from '../watches/watch-jobs.ts';
import { watchTable } from '../watches/watch-table.ts';
import type { EdgeStack } from './edge-stack.ts';

type Needs = { deployment: Deployment; edge: EdgeStack; artefacts: Artefacts };

const port = 3000;

/** Servers behind a balancer, which answer requests and work through jobs alike; data in a database of RDS, or in DynamoDB. */
export class ServersStack extends Stack {
  constructor(scope: Construct, id: string, { deployment, edge, artefacts }: Needs) {
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
        ? new GalleryTable(this, 'Data', { deployment, key })
        : new MariadbInstance(this, 'Data', { deployment, key, vpc });
    const photos = new PhotoStorage(this, 'Photos', { deployment, key, logs, publicUrl });
    const jobs = new JobQueue(this, 'Jobs', { deployment, key, lease: Duration.minutes(5) });
    tellOfUploads(this, photos, jobs);
    const mail = new MailIdentity(this, 'Mail', { deployment, notices });
    const secret = createServerSecret(this, { deployment, key });
    const identity =
      deployment.identity === 'cognito'
        ? [new GalleryUserPool(this, 'People', { deployment, key, mail, publicUrl })]
        : [];

    const fleet = new ServerFleet(this, 'Servers', {
      deployment,
      key,
      vpc,
      balancer,
      port,
      release: artefacts.release,
      backings: [data, photos, jobs, mail, secret, ...identity],
      settings: { publicUrl: { value: publicUrl, example: 'https://photos.example.org' }, trustProxy: 'on' },
    });
    if (data instanceof MariadbInstance)
      data.instance.connections.allowFrom(fleet.group, Port.tcp(3306), 'Servers');
    // They ask for the database from their first moment on.
    fleet.group.node.addDependency(data instanceof MariadbInstance ? data.instance : data.table);

    // Pages of both versions are about while servers are replaced, and each names scripts that are already there.
    fleet.group.node.addDependency(files);

    backUp(this, { key, data });
    const watches = [
      watchBalancer(balancer),
      watchFleet(fleet.group),
      watchJobs(jobs),
      data instanceof MariadbInstance ? watchInstance(data.instance) : watchTable(data.table),
      watchDistribution(distribution),
    ];
    new Monitoring(this, 'Monitoring', { notices, ...watchAll(watches) });
    acceptPartsOfCdk(this);
    tellOutputs(this, { deployment, publicUrl });
  }
}
