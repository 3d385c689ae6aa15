import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { seconds } from '../../domain/time.ts';

/** Secrets that AWS Secrets Manager keeps. Region and keys are the SDK's own settings; an ARN says its region itself. */
export function createSecretsManager() {
  return {
    /** @param id a name or an ARN. */
    async read(id: string): Promise<string> {
      const region = /^arn:[\w-]+:secretsmanager:([\w-]+):/u.exec(id)?.[1];
      const client = new SecretsManagerClient({
        ...(region !== undefined && { region }),
        // By itself a timeout of requests only warns.
        requestHandler: {
          connectionTimeout: seconds(5),
          requestTimeout: seconds(10),
          throwOnRequestTimeout: true,
        },
      });
      try {
        const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }));
        if (SecretString === undefined) throw new Error('it is bytes, where text is wanted');
        return SecretString;
      } catch (error) {
        throw new Error(`Secrets Manager does not give ${id}: ${describeCause(error)}`, { cause: error });
      } finally {
        client.destroy();
      }
    },
  };
}

/* https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html#API_GetSecretValue_Errors */
const remedies: Readonly<Record<string, string>> = {
  ResourceNotFoundException: 'there is none of this name in this account and region',
  AccessDeniedException: 'allow secretsmanager:GetSecretValue on it, and kms:Decrypt on its key',
  DecryptionFailure: 'allow kms:Decrypt on its key',
};

function describeCause(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return remedies[error.name] ?? (error.message || error.name);
}
