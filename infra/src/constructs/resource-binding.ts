import { parseConfig } from '@vitrine/server/config';
import { variables } from '@vitrine/server/variables';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { suppressFinding } from '../nag/nag-suppressions.ts';
import type { Deployment } from '../settings.ts';
import { removalPolicyOf } from './data-protection.ts';

/** A process that needs permissions: `server` serves requests and runs jobs, `migration` migrates the database. */
export type Actor = 'api' | 'worker' | 'server' | 'migration';

/** Connects an AWS resource to a port of the server: its settings, and the permissions that an actor needs. */
export type ResourceBinding = {
  settings: Settings;
  permissions(actor: Actor): PolicyStatement[];
  /** Findings of cdk-nag about these permissions, with the reason to accept each. */
  accepted?: Readonly<Record<string, string>>;
};

export function grantBindings(role: Role, actor: Actor, bindings: readonly ResourceBinding[]): void {
  for (const binding of bindings) {
    for (const statement of binding.permissions(actor)) role.addToPolicy(statement);
    for (const [rule, reason] of Object.entries(binding.accepted ?? {})) suppressFinding(role, rule, reason);
  }
}

export const mergeSettings = (bindings: readonly ResourceBinding[]): Settings =>
  Object.assign({}, ...bindings.map(({ settings }) => settings));

/** A value that is known only after the deployment, and an example of the same form, which can be checked before. */
export type DeployedValue = { value: string; example: string };

/** Formats a text twice: with the values, which are CDK tokens, and with their examples. */
export function formatDeployed<Names extends string>(
  parts: Record<Names, DeployedValue>,
  format: (parts: Record<Names, string>) => string,
): DeployedValue {
  const pick = (side: keyof DeployedValue) =>
    Object.fromEntries(
      Object.entries<DeployedValue>(parts).map(([name, part]) => [name, part[side]]),
    ) as Record<Names, string>;
  return { value: format(pick('value')), example: format(pick('example')) };
}

/** Settings of the server, by the names of its variables. An unknown name is a type error. */
export type Settings = Partial<Record<keyof typeof variables, string | DeployedValue>>;

/**
 * Returns the environment variables of a server. The server's own parser checks them, with examples for unknown values.
 * @throws {ConfigError} with all mistakes at once.
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

/** Returns the setting that tells the server where to read a secret. It never contains the secret itself. */
export function referToSecret(secret: ISecret, field?: string): DeployedValue {
  const arn = {
    value: secret.secretArn,
    example: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:vitrine-AbCdEf',
  };
  return formatDeployed({ arn }, (parts) => `secretsmanager:${parts.arn}${field ? `#${field}` : ''}`);
}

/** Returns the permissions to read one secret. */
export const allowReading = (secret: ISecret, key: IKey, region: string): PolicyStatement[] => [
  new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secret.secretArn] }),
  new PolicyStatement({
    actions: ['kms:Decrypt'],
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` } },
  }),
];

/** Creates the secret that the server signs and encrypts with. */
export function createServerSecret(
  scope: Construct,
  { deployment, key }: { deployment: Deployment; key: IKey },
): ResourceBinding {
  const secret = new Secret(scope, 'ServerSecret', {
    description: 'Signs and seals for Vitrine',
    encryptionKey: key,
    // 43 letters and digits in base64url are 32 bytes, the least that the server accepts.
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    removalPolicy: removalPolicyOf(deployment),
  });
  suppressFinding(secret, 'SMG4', 'Rotation would end all log-ins and invalidate waiting mails.');
  return {
    settings: { secret: referToSecret(secret) },
    permissions: () => allowReading(secret, key, deployment.region),
  };
}
