import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BundleName, buildBundle } from '../../../../infra/src/bundles/build-bundle.ts';
import { missingServer, startServer } from '../database-servers.ts';
import { findFreePort } from '../free-port.ts';
import { startMailServer } from '../mail-server.ts';
import { createPerson, type Person } from '../person.ts';
import { missingS3Server, startS3Server } from '../s3-server.ts';
import { type SqsServer, startSqsServer } from '../sqs-server.ts';
import { startLambdaFront } from './lambda-front.ts';
import { type LambdaFunction, startLambdaFunction } from './lambda-function.ts';
import { feedQueue } from './queue-feed.ts';

export type LambdaGallery = AsyncDisposable & {
  url: string;
  api: LambdaFunction;
  worker: LambdaFunction;
  /** Where each bundle is unpacked. */
  folders: { api: string; worker: string };
  /** What the functions are started with. */
  environment: Readonly<Record<string, string>>;
  visitor(): Person;
  codeFor(email: string): Promise<string>;
  sqs: SqsServer;
};

/** Why it cannot be started here, for `skip`. */
export const missingForLambda = (): string | false => missingS3Server() || missingServer('PostgreSQL');

/** The bundles that are deployed, started as Lambda starts them, on what stands in for AWS here. */
export async function startLambdaGallery(settings: Record<string, string> = {}): Promise<LambdaGallery> {
  await using opened = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-lambda-'));
  opened.defer(() => rm(directory, { recursive: true, force: true }));
  const build = async (name: BundleName) => {
    const folder = join(directory, name);
    await buildBundle(name, folder, process.arch === 'arm64' ? 'arm64' : 'x64');
    return folder;
  };
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  const s3 = opened.use(await startS3Server());
  const sqs = opened.use(await startSqsServer());
  const mail = opened.use(await startMailServer());
  const postgres = opened.use(await startServer('PostgreSQL'));
  const queues = await sqs.createQueues();
  const bucket = await s3.createBucket({ origin: url });
  const keys = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const;
  const environment = {
    ...Object.fromEntries(keys.map((key) => [key, process.env[key] ?? ''])),
    AWS_REGION: s3.region,
    VITRINE_PUBLIC_URL: url,
    VITRINE_DATABASE_URL: (await postgres.lend()).url,
    VITRINE_STORAGE_URL: `s3://${bucket}/gallery?${new URLSearchParams({ region: s3.region, endpoint: s3.endpoint })}`,
    VITRINE_QUEUE_URL: sqs.addressOf(queues),
    VITRINE_MAIL_URL: `smtp://${mail.host}:${mail.port}`,
    VITRINE_SECRET: 'a'.repeat(64),
    VITRINE_SCRATCH: join(directory, 'scratch'),
    VITRINE_CONCURRENCY: '1',
    VITRINE_LOG_LEVEL: 'warn',
    ...settings,
  };
  const folders = { api: await build('lambda-api'), worker: await build('lambda-worker') };
  await using migration = startLambdaFunction({ folder: await build('lambda-migrate'), environment });
  await migration.invoke({});
  const api = opened.use(startLambdaFunction({ folder: folders.api, environment }));
  const worker = opened.use(
    startLambdaFunction({ folder: folders.worker, environment, memoryMegabytes: 3008, timeout: 600_000 }),
  );
  opened.use(await startLambdaFront(api, port));
  opened.use(await feedQueue(sqs.client, queues.queue, worker));
  const closing = opened.move();
  return {
    url,
    api,
    worker,
    folders,
    sqs,
    environment,
    visitor: () =>
      createPerson((address, init) => fetch(new URL(address, url), { redirect: 'manual', ...init }), url),
    async codeFor(email) {
      const text = () => mail.mails.findLast(({ to }) => to === email)?.text ?? '';
      const code = await until(() => /\b(\d{4}) ?(\d{4})\b/u.exec(text()));
      return `${code[1]}${code[2]}`;
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

const patience = 60_000;

/** What is there at last. */
export async function until<T>(look: () => T | Promise<T>): Promise<NonNullable<T>> {
  const deadline = performance.now() + patience;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (performance.now() > deadline) throw new Error('it did not come to be in time');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
