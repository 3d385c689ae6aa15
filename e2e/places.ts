import { startCognitoServer } from '../server/src/testing/cognito-server.ts';
import {
  type DatabaseServerName,
  missingServer,
  startServer,
} from '../server/src/testing/database-servers.ts';
import { missingS3Server, startS3Server } from '../server/src/testing/s3-server.ts';
import { startSqsServer } from '../server/src/testing/sqs-server.ts';
import { freePort, startVitrine, type VitrineProcess } from './vitrine-process.ts';

export type Inhabited = AsyncDisposable & Pick<VitrineProcess, 'url' | 'codeFor'>;

/** A set of back ends that a gallery can live on. */
export type Place = {
  name: string;
  /** Why it cannot be tried here. */
  skip: string | false;
  start(): Promise<Inhabited>;
};

export const places: readonly Place[] = [
  { name: 'SQLite, disk and local accounts', skip: false, start: () => startVitrine() },
  {
    name: 'PostgreSQL, S3 and local accounts',
    skip: missingServer('PostgreSQL') || missingS3Server(),
    start: () => startOn('PostgreSQL', { withCognito: false }),
  },
  {
    name: 'MariaDB, S3, SQS and Cognito',
    skip: missingServer('MariaDB') || missingS3Server(),
    start: () => startOn('MariaDB', { withCognito: true }),
  },
];

async function startOn(
  name: DatabaseServerName,
  { withCognito }: { withCognito: boolean },
): Promise<Inhabited> {
  await using opened = new AsyncDisposableStack();
  const port = String(await freePort());
  const database = opened.use(await startServer(name));
  const s3 = opened.use(await startS3Server());
  // The bucket has to name the pages that may send to it.
  const bucket = await s3.createBucket({ origin: `http://localhost:${port}` });
  const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = process.env;
  const cognito = withCognito ? opened.use(await startCognitoServer()) : undefined;
  const sqs = withCognito ? opened.use(await startSqsServer()) : undefined;
  const vitrine = opened.use(
    await startVitrine({
      PORT: port,
      AWS_ACCESS_KEY_ID,
      AWS_SECRET_ACCESS_KEY,
      VITRINE_DATABASE_URL: (await database.lend()).url,
      VITRINE_STORAGE_URL: `s3://${bucket}?region=${s3.region}&endpoint=${s3.endpoint}`,
      ...cognito?.variables,
      ...(sqs && { VITRINE_QUEUE_URL: sqs.addressOf(await sqs.createQueues()) }),
    }),
  );
  const closing = opened.move();
  return {
    url: vitrine.url,
    async codeFor(email) {
      if (!cognito) return vitrine.codeFor(email);
      const sent = cognito.sentCodes().findLast(({ to }) => to === email);
      if (!sent) throw new Error(`no code for ${email}`);
      return sent.code;
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}
