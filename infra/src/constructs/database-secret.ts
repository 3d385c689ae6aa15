import { RemovalPolicy } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { accept } from '../findings.ts';
import type { Deployment } from '../settings.ts';

/** The password of the database's user: made by AWS, seen by nobody. */
export function createDatabaseSecret(
  scope: Construct,
  { deployment, key, user }: { deployment: Deployment; key: Key; user: string },
): Secret {
  const secret = new Secret(scope, 'Password', {
    description: 'The user of Vitrine’s database',
    encryptionKey: key,
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ username: user }),
      generateStringKey: 'password',
      passwordLength: 40,
      excludePunctuation: true,
    },
    removalPolicy: deployment.destroysData ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
  });
  accept(
    secret,
    'SMG4',
    'Servers read it when they start: changed under them, they would lose the database. docs/operations.md has the steps.',
  );
  return secret;
}
