import { Duration } from 'aws-cdk-lib';
import { BackupResource } from 'aws-cdk-lib/aws-backup';
import type { Vpc } from 'aws-cdk-lib/aws-ec2';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import {
  AuroraPostgresEngineVersion,
  type CfnDBCluster,
  ClusterInstance,
  DatabaseCluster,
  DatabaseClusterEngine,
} from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { suppressFinding } from '../nag/nag-suppressions.ts';
import type { Deployment } from '../settings.ts';
import {
  createDatabaseSecret,
  databaseProps,
  deletionAccepted,
  restoreCluster,
  rotation,
} from './rds-database.ts';
import type { ResourceBinding, Settings } from './resource-binding.ts';
import { allowReading, formatDeployed, referToSecret } from './resource-binding.ts';

type Props = { deployment: Deployment; key: Key; vpc: Vpc };

/** Binds the data ports to Aurora Serverless v2 with PostgreSQL. */
export class PostgresCluster extends Construct implements ResourceBinding {
  readonly cluster: DatabaseCluster;
  readonly settings: Settings;
  readonly #permissions: PolicyStatement[];

  constructor(scope: Construct, id: string, { deployment, key, vpc }: Props) {
    super(scope, id);
    const { region, isMultiZone, destroysData } = deployment;
    const secret = createDatabaseSecret(this, { deployment, key, user: 'vitrine' });
    const engine = DatabaseClusterEngine.auroraPostgres({ version: AuroraPostgresEngineVersion.VER_16_11 });
    this.cluster = new DatabaseCluster(this, 'Cluster', {
      ...databaseProps(this, { engine, tlsParameter: 'rds.force_ssl', deployment, secret, key, vpc }),
      defaultDatabaseName: 'vitrine',
      serverlessV2MinCapacity: 0.5,
      serverlessV2MaxCapacity: 8,
      writer: ClusterInstance.serverlessV2('Writer'),
      readers: isMultiZone ? [ClusterInstance.serverlessV2('Reader', { scaleWithWriter: true })] : [],
      backup: { retention: Duration.days(35) },
      cloudwatchLogsExports: ['postgresql'],
      iamAuthentication: true,
    });
    restoreCluster(this.cluster.node.defaultChild as CfnDBCluster, deployment);
    suppressFinding(this.cluster, 'RDS11', 'The database is reachable only from inside the network.');
    if (destroysData) suppressFinding(this.cluster, 'RDS10', deletionAccepted);
    this.cluster.addRotationSingleUser(rotation);
    const host = {
      value: this.cluster.clusterEndpoint.hostname,
      example: 'vitrine.cluster-abc.eu-central-1.rds.amazonaws.com',
    };
    this.settings = {
      database: formatDeployed(
        { host },
        (parts) => `postgres://vitrine@${parts.host}:5432/vitrine?pool=2&sslmode=verify-full`,
      ),
      databasePassword: referToSecret(secret, 'password'),
    };
    this.#permissions = allowReading(secret, key, region);
  }

  get backup(): BackupResource {
    return BackupResource.fromConstruct(this);
  }

  permissions(): PolicyStatement[] {
    return this.#permissions;
  }
}
