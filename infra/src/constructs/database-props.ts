import { RemovalPolicy } from 'aws-cdk-lib';
import { SubnetType, type Vpc } from 'aws-cdk-lib/aws-ec2';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Credentials, type IEngine, ParameterGroup } from 'aws-cdk-lib/aws-rds';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Deployment } from '../settings.ts';

/** Why nothing keeps a database from being deleted, where that is so. */
export const letGo = 'Data is to go when the deployment does.';

type Needs<Engine extends IEngine> = {
  engine: Engine;
  /** What has the engine refuse connections without TLS. */
  tlsParameter: string;
  deployment: Deployment;
  secret: Secret;
  key: Key;
  vpc: Vpc;
};

/** What a database of ours is, whichever engine it runs: out of reach, encrypted, and kept unless it was said otherwise. */
export const databaseProps = <Engine extends IEngine>(
  scope: Construct,
  { engine, tlsParameter, deployment, secret, key, vpc }: Needs<Engine>,
) => ({
  engine,
  parameterGroup: new ParameterGroup(scope, 'Parameters', {
    engine,
    description: 'Vitrine: no connection without TLS',
    parameters: { [tlsParameter]: '1' },
  }),
  credentials: Credentials.fromSecret(secret),
  vpc,
  vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
  storageEncrypted: true,
  storageEncryptionKey: key,
  cloudwatchLogsRetention: RetentionDays.ONE_MONTH,
  deletionProtection: !deployment.destroysData,
  removalPolicy: deployment.destroysData ? RemovalPolicy.DESTROY : RemovalPolicy.SNAPSHOT,
});
