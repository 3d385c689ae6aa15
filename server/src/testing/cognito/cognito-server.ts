import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { type PoolSettings, type SentCode, samplePool, sentCodesFile } from './user-pool.ts';

/** A received request: the name of its operation, or `JWKS`. */
export type CognitoRequest = { name: string; body: Record<string, unknown> };
type Failure = { name: string; type: string; message?: string; status?: number; times?: number };

export type CognitoServer = AsyncDisposable & {
  settings: PoolSettings;
  endpoint: string;
  /** The environment variables for an app. */
  variables: { VITRINE_IDENTITY_URL: string; VITRINE_IDENTITY_SECRET: string };
  /** A client for the operator of the pool. */
  client: CognitoIdentityProviderClient;
  requests: CognitoRequest[];
  /** Responds to the next requests of that name with an error of the type. */
  failNext(failure: Failure): void;
  /** All mailed codes, oldest first. */
  sentCodes(): SentCode[];
};

const program = fileURLToPath(new URL('./stand-in.ts', import.meta.url));

/**
 * Starts a user pool on loopback. It accepts any credentials; dummy ones go into the environment, where the SDK looks
 * first.
 */
export async function startCognitoServer(): Promise<CognitoServer> {
  await using opened = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-cognito-'));
  opened.defer(() => rm(directory, { recursive: true, force: true }));
  const settings = samplePool;
  const standIn = opened.use(await startStandIn(directory, settings));
  const requests: CognitoRequest[] = [];
  const failures: Failure[] = [];
  const front = opened.use(await startFront(standIn.port, requests, failures));
  const endpoint = `http://127.0.0.1:${front.port}`;
  process.env.AWS_ACCESS_KEY_ID ??= 'anybody';
  process.env.AWS_SECRET_ACCESS_KEY ??= 'anything';
  const client = new CognitoIdentityProviderClient({ region: settings.region, endpoint });
  opened.defer(() => client.destroy());
  const { poolId, clientId, clientSecret } = settings;
  const closing = opened.move();
  return {
    settings,
    endpoint,
    variables: {
      VITRINE_IDENTITY_URL: `cognito://${poolId}?client=${clientId}&endpoint=${endpoint}`,
      VITRINE_IDENTITY_SECRET: clientSecret,
    },
    client,
    requests,
    failNext: (failure) => failures.push(...Array.from({ length: failure.times ?? 1 }, () => failure)),
    sentCodes() {
      const path = join(directory, sentCodesFile);
      if (!existsSync(path)) return [];
      return readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as SentCode);
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

async function startStandIn(directory: string, settings: PoolSettings) {
  const child = spawn(process.execPath, ['--no-warnings', program, JSON.stringify(settings)], {
    cwd: directory,
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH },
  });
  const ended = once(child, 'exit');
  const [line] = await Promise.race([
    once(child.stdout, 'data'),
    ended.then(([code]) => Promise.reject(new Error(`the stand-in for Cognito ended with ${code}`))),
  ]);
  return {
    port: Number(line),
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await ended;
    },
  };
}

/** Starts a proxy that records requests and fails those that a test names. */
async function startFront(port: number, requests: CognitoRequest[], failures: Failure[]) {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const name = request.url === '/' ? (`${request.headers['x-amz-target']}`.split('.')[1] ?? '') : 'JWKS';
    requests.push({ name, body: text === '' ? {} : JSON.parse(text) });
    const index = failures.findIndex((failure) => failure.name === name);
    const [failure] = index < 0 ? [] : failures.splice(index, 1);
    if (failure) {
      response.writeHead(failure.status ?? 400, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify({ __type: failure.type, message: failure.message ?? failure.type }));
      return;
    }
    const headers = new Headers();
    for (const known of ['content-type', 'x-amz-target', 'authorization'])
      if (request.headers[known]) headers.set(known, String(request.headers[known]));
    const answer = await fetch(`http://127.0.0.1:${port}${request.url}`, {
      method: request.method ?? 'GET',
      headers,
      ...(text !== '' && { body: text }),
    });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
