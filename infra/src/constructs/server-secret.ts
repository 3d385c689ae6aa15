import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { type DeployedValue, writeDeployed } from '../deployed-value.ts';
import { accept } from '../findings.ts';
import type { Backing } from '../permissions.ts';
import type { Deployment } from '../settings.ts';
import { removalOf } from './removal-policy.ts';

/** As the server is told of a secret: where it lies, not what it is. */
export function referToSecret(secret: ISecret, field?: string): DeployedValue {
  const arn = {
    value: secret.secretArn,
    example: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:vitrine-AbCdEf',
  };
  return writeDeployed({ arn }, (parts) => `secretsmanager:${parts.arn}${field ? `#${field}` : ''}`);
}

/** Reading one secret and nothing else. */
export const allowReading = (secret: ISecret, key: IKey, region: string): PolicyStatement[] => [
  new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secret.secretArn] }),
  new PolicyStatement({
    actions: ['kms:Decrypt'],
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` } },
  }),
];

/** The secret that signs and seals. */
export function createServerSecret(
  scope: Construct,
  { deployment, key }: { deployment: Deployment; key: IKey },
): Backing {
  const secret = new Secret(scope, 'ServerSecret', {
    description: 'Signs and seals for Vitrine',
    encryptionKey: key,
    // 43 letters and digits are base64url of more than 32 bytes.
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    removalPolicy: removalOf(deployment),
  });
  accept(secret, 'SMG4', 'Whatever it signed and sealed, log-ins and mails under way, would end with it.');
  return {
    settings: { secret: referToSecret(secret) },
    permissions: () => allowReading(secret, key, deployment.region),
  };
}
