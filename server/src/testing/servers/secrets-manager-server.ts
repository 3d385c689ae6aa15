import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export type SecretsManagerServer = AsyncDisposable & {
  url: string;
  /** Secrets by name or ARN. */
  secrets: Map<string, string>;
  /** The ids that clients requested. */
  asked: string[];
};

/**
 * Implements the one operation of Secrets Manager that Vitrine uses:
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 */
export async function startSecretsManagerServer(): Promise<SecretsManagerServer> {
  const secrets = new Map<string, string>();
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const { SecretId } = (await json(request)) as { SecretId: string };
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    if (request.headers['x-amz-target'] !== 'secretsmanager.GetSecretValue')
      return answer(400, { __type: 'UnknownOperationException' });
    asked.push(SecretId);
    const SecretString = secrets.get(SecretId);
    if (SecretString === undefined)
      return answer(400, {
        __type: 'ResourceNotFoundException',
        Message: 'can’t find the specified secret.',
      });
    answer(200, { Name: SecretId, SecretString, VersionStages: ['AWSCURRENT'] });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    // A listening TCP server has an address with a port.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    secrets,
    asked,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
