import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { seconds } from '../../domain/time.ts';

/**
 * Reads secrets from AWS Secrets Manager. The SDK's settings determine region and credentials; an ARN contains its
 * region.
 */
export function createSecretsManager() {
  return {
    /** @param id a name or an ARN. */
    async read(id: string): Promise<string> {
      const region = /^arn:[\w-]+:secretsmanager:([\w-]+):/u.exec(id)?.[1];
      const client = new SecretsManagerClient({
        ...(region !== undefined && { region }),
        // The SDK only logs a warning on timeout by default.
        requestHandler: {
          connectionTimeout: seconds(5),
          requestTimeout: seconds(10),
          throwOnRequestTimeout: true,
        },
      });
      try {
        const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }));
        if (SecretString === undefined) throw new Error('it contains bytes instead of text');
        return SecretString;
      } catch (error) {
        throw new Error(`Secrets Manager does not return ${id}: ${describeCause(error)}`, { cause: error });
      } finally {
        client.destroy();
      }
    },
  };
}

/* https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html#API_GetSecretValue_Errors */
const remedies: Readonly<Record<string, string>> = {
  ResourceNotFoundException: 'no secret has this name in this account and region',
  AccessDeniedException: 'allow secretsmanager:GetSecretValue on it, and kms:Decrypt on its key',
  DecryptionFailure: 'allow kms:Decrypt on its key',
};

function describeCause(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return remedies[error.name] ?? (error.message || error.name);
}
