import { Duration } from 'aws-cdk-lib';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Deployment } from '../settings.ts';
import { removalOf } from './removal-policy.ts';

/** The password of the database's user: made by AWS, seen by nobody, and another one every month. */
export function createDatabaseSecret(
  scope: Construct,
  { deployment, key, user }: { deployment: Deployment; key: Key; user: string },
): Secret {
  return new Secret(scope, 'Password', {
    description: 'The user of Vitrine’s database',
    encryptionKey: key,
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ username: user }),
      generateStringKey: 'password',
      passwordLength: 40,
      excludePunctuation: true,
    },
    removalPolicy: removalOf(deployment),
  });
}

/** Whoever is refused with the password that was looks it up again. The one who changes it needs a way to AWS, too. */
export const rotation = {
  automaticallyAfter: Duration.days(30),
  vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
};
