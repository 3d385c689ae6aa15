import { Duration } from 'aws-cdk-lib';
import { BackupResource } from 'aws-cdk-lib/aws-backup';
import { InstanceClass, InstanceSize, InstanceType, type Vpc } from 'aws-cdk-lib/aws-ec2';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import {
  CaCertificate,
  type CfnDBInstance,
  DatabaseInstance,
  DatabaseInstanceEngine,
  MariaDbEngineVersion,
  StorageType,
} from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { suppressFinding } from '../nag/nag-suppressions.ts';
import type { Deployment } from '../settings.ts';
import {
  createDatabaseSecret,
  databaseProps,
  deletionAccepted,
  restoreInstance,
  rotation,
} from './rds-database.ts';
import type { ResourceBinding, Settings } from './resource-binding.ts';
import { allowReading, formatDeployed, referToSecret } from './resource-binding.ts';

type Props = { deployment: Deployment; key: Key; vpc: Vpc };

/** Binds the data ports to RDS with MariaDB 10.11, the version that Vitrine is tested on. */
export class MariadbInstance extends Construct implements ResourceBinding {
  readonly instance: DatabaseInstance;
  readonly settings: Settings;
  readonly #permissions: PolicyStatement[];

  constructor(scope: Construct, id: string, { deployment, key, vpc }: Props) {
    super(scope, id);
    const { region, isMultiZone, destroysData } = deployment;
    const secret = createDatabaseSecret(this, { deployment, key, user: 'vitrine' });
    // RDS must offer this release: CloudFormation's validator refuses others during synthesis.
    const engine = DatabaseInstanceEngine.mariaDb({ version: MariaDbEngineVersion.of('10.11.19', '10.11') });
    this.instance = new DatabaseInstance(this, 'Instance', {
      ...databaseProps(this, {
        engine,
        tlsParameter: 'require_secure_transport',
        deployment,
        secret,
        key,
        vpc,
      }),
      databaseName: 'vitrine',
      instanceType: InstanceType.of(InstanceClass.T4G, InstanceSize.MEDIUM),
      caCertificate: CaCertificate.RDS_CA_RSA2048_G1,
      publiclyAccessible: false,
      multiAz: isMultiZone,
      storageType: StorageType.GP3,
      allocatedStorage: 20,
      maxAllocatedStorage: 500,
      backupRetention: Duration.days(35),
      copyTagsToSnapshot: true,
      cloudwatchLogsExports: ['error'],
      autoMinorVersionUpgrade: true,
    });
    restoreInstance(this.instance.node.defaultChild as CfnDBInstance, deployment);
    if (deployment.restoreFrom)
      suppressFinding(
        this.instance,
        'RDS2',
        'A restored instance keeps the encryption of its source: the data key.',
      );
    if (!isMultiZone)
      suppressFinding(this.instance, 'RDS3', 'A standby doubles the price. multiZone=on adds one.');
    suppressFinding(this.instance, 'RDS11', 'The database is reachable only from inside the network.');
    if (destroysData) suppressFinding(this.instance, 'RDS10', deletionAccepted);
    this.instance.addRotationSingleUser(rotation);
    const host = {
      value: this.instance.dbInstanceEndpointAddress,
      example: 'vitrine.abc.eu-central-1.rds.amazonaws.com',
    };
    this.settings = {
      database: formatDeployed(
        { host },
        (parts) => `mysql://vitrine@${parts.host}:3306/vitrine?pool=20&sslmode=verify-full`,
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
