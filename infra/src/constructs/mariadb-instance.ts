import { Duration } from 'aws-cdk-lib';
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
import type { Settings } from '../build-environment.ts';
import { writeDeployed } from '../deployed-value.ts';
import { accept } from '../findings.ts';
import type { Backing } from '../permissions.ts';
import type { Deployment } from '../settings.ts';
import { databaseProps, letGo } from './database-props.ts';
import { createDatabaseSecret, rotation } from './database-secret.ts';
import { restoreInstance } from './restore-database.ts';
import { allowReading, referToSecret } from './server-secret.ts';

type Needs = { deployment: Deployment; key: Key; vpc: Vpc };

/** Behind the ports of data: RDS with MariaDB 10.11, the version that Vitrine is tested on. */
export class MariadbInstance extends Construct implements Backing {
  readonly instance: DatabaseInstance;
  readonly settings: Settings;
  readonly #permissions: PolicyStatement[];

  constructor(scope: Construct, id: string, { deployment, key, vpc }: Needs) {
    super(scope, id);
    const { region, isMultiZone, destroysData } = deployment;
    const secret = createDatabaseSecret(this, { deployment, key, user: 'vitrine' });
    // A release that RDS offers: CloudFormation's validator, which knows them, refuses others when templates are written.
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
      accept(this.instance, 'RDS2', 'It is encrypted as what it is restored from was: with the data key.');
    if (!isMultiZone) accept(this.instance, 'RDS3', 'A standby doubles the price: multiZone=on makes one.');
    accept(this.instance, 'RDS11', 'Nobody outside the network reaches any port of it.');
    if (destroysData) accept(this.instance, 'RDS10', letGo);
    this.instance.addRotationSingleUser(rotation);
    const host = {
      value: this.instance.dbInstanceEndpointAddress,
      example: 'vitrine.abc.eu-central-1.rds.amazonaws.com',
    };
    this.settings = {
      database: writeDeployed(
        { host },
        (parts) => `mysql://vitrine@${parts.host}:3306/vitrine?pool=20&sslmode=verify-full`,
      ),
      databasePassword: referToSecret(secret, 'password'),
    };
    this.#permissions = allowReading(secret, key, region);
  }

  permissions(): PolicyStatement[] {
    return this.#permissions;
  }
}
