import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApiGateway } from './api-gateway.ts';
import { builtBundles } from './built-bundles.ts';
import { type EventSource, startEventSource } from './event-source.ts';
import { type LambdaFunction, startLambdaFunction } from './lambda-function.ts';

export type LambdaApp = AsyncDisposable & {
  url: string;
  api: LambdaFunction;
  worker: LambdaFunction;
  feed: EventSource;
  /** The environment variables of the functions. */
  environment: Readonly<Record<string, string>>;
};

/**
 * Starts the deployed bundles as Lambda does, behind a stand-in for CloudFront and API Gateway. Jobs wait until `feed`
 * delivers them.
 */
export async function startLambdaApp(
  settings: Readonly<Record<string, string>>,
  port: number,
): Promise<LambdaApp> {
  await using opened = new AsyncDisposableStack();
  const scratch = await mkdtemp(join(tmpdir(), 'vitrine-lambda-'));
  opened.defer(() => rm(scratch, { recursive: true, force: true }));
  const folders = await builtBundles();
  const url = `http://localhost:${port}`;
  const environment = {
    AWS_REGION: 'us-east-1',
    VITRINE_PUBLIC_URL: url,
    VITRINE_SECRET: 'a'.repeat(64),
    VITRINE_SCRATCH: scratch,
    VITRINE_CONCURRENCY: '1',
    VITRINE_LOG_LEVEL: 'warn',
    ...settings,
  };
  {
    await using migration = startLambdaFunction({ folder: folders['lambda-migrate'], environment });
    await migration.invoke({});
  }
  const api = opened.use(startLambdaFunction({ folder: folders['lambda-api'], environment }));
  const worker = opened.use(
    startLambdaFunction({
      ...{ folder: folders['lambda-worker'], environment },
      ...{ memoryMegabytes: 3008, timeout: 600_000 },
    }),
  );
  opened.use(await startApiGateway(api, port));
  const feed = opened.use(startEventSource(environment, worker));
  const closing = opened.move();
  return { url, api, worker, feed, environment, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}
