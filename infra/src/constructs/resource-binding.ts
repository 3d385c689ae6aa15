import { parseConfig } from '@vitrine/server/config';
import { variables } from '@vitrine/server/variables';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { suppressFinding } from '../nag/nag-suppressions.ts';
import type { Deployment } from '../settings.ts';
import { removalPolicyOf } from './data-protection.ts';

/** As the server is told of a secret: where it lies, not what it is. */
export function referToSecret(secret: ISecret, field?: string): DeployedValue {
  const arn = {
    value: secret.secretArn,
    example: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:vitrine-AbCdEf',
  };
  return formatDeployed({ arn }, (parts) => `secretsmanager:${parts.arn}${field ? `#${field}` : ''}`);
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
): ResourceBinding {
  const secret = new Secret(scope, 'ServerSecret', {
    description: 'Signs and seals for Vitrine',
    encryptionKey: key,
    // 43 letters and digits are base64url of more than 32 bytes.
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    removalPolicy: removalPolicyOf(deployment),
  });
  suppressFinding(
    secret,
    'SMG4',
    'Whatever it signed and sealed, log-ins and mails under way, would end with it.',
  );
  return {
    settings: { secret: referToSecret(secret) },
    permissions: () => allowReading(secret, key, deployment.region),
  };
}

/** Who acts: requests, jobs, both in one process, or what brings the database up to date. */
export type Actor = 'api' | 'worker' | 'server' | 'migration';

/** What stands behind a port of the server's: how it is told to the server, and what may be done with it. */
export type ResourceBinding = {
  settings: Settings;
  permissions(actor: Actor): PolicyStatement[];
  /** What cdk-nag finds at such permissions, and why it is right. */
  accepted?: Readonly<Record<string, string>>;
};

export function grantBindings(to: Role, actor: Actor, bindings: readonly ResourceBinding[]): void {
  for (const binding of bindings) {
    for (const statement of binding.permissions(actor)) to.addToPolicy(statement);
    for (const [rule, reason] of Object.entries(binding.accepted ?? {})) suppressFinding(to, rule, reason);
  }
}

export const mergeSettings = (bindings: readonly ResourceBinding[]): Settings =>
  Object.assign({}, ...bindings.map(({ settings }) => settings));

export type Settings = Partial<Record<keyof typeof variables, string | DeployedValue>>;

/**
 * What a server is started with. A setting that the server does not have is an error of type, and a value that it would
 * refuse is refused here: of values that are not known yet, their examples are checked.
 * @throws {ConfigError} with all faults at once.
 */
export function buildEnvironment(settings: Settings): Record<string, string> {
  const environment: Record<string, string> = {};
  const examples: Record<string, string> = {};
  for (const [key, { name }] of Object.entries(variables)) {
    const setting = settings[key as keyof typeof variables];
    if (setting === undefined) continue;
    environment[name] = typeof setting === 'string' ? setting : setting.value;
    examples[name] = typeof setting === 'string' ? setting : setting.example;
  }
  parseConfig(examples);
  return environment;
}

/** What is known only once it is deployed, in the form that it will have, and an example of the same form to be checked. */
export type DeployedValue = { value: string; example: string };

/** `write('s3', …)`: one text, written once of what will be there and once of examples. */
export function formatDeployed<Names extends string>(
  parts: Record<Names, DeployedValue>,
  write: (parts: Record<Names, string>) => string,
): DeployedValue {
  const pick = (side: keyof DeployedValue) =>
    Object.fromEntries(
      Object.entries<DeployedValue>(parts).map(([name, part]) => [name, part[side]]),
    ) as Record<Names, string>;
  return { value: write(pick('value')), example: write(pick('example')) };
}
