import { after, before, describe } from 'node:test';
import { type CognitoServer, startCognitoServer } from '../cognito/cognito-server.ts';
import {
  type DatabaseServer,
  missingDatabaseServer,
  startDatabaseServer,
} from '../servers/database-servers.ts';
import { type DynamodbServer, missingDynamodb, startDynamodbServer } from '../servers/dynamodb-server.ts';
import { missingS3Server, startS3Server } from '../servers/s3-server.ts';
import { type SesServer, startSesServer } from '../servers/ses-server.ts';
import { startSqsServer } from '../servers/sqs-server.ts';
import { startApp, type TestApp } from './test-app.ts';

/** A backend whose servers run. */
export type RunningBackend = AsyncDisposable & {
  /**
   * Creates an empty database and bucket and returns their settings. The bucket allows CORS requests from the origin.
   */
  createSettings(origin?: string): Promise<Record<string, string>>;
  cognito?: CognitoServer;
  ses?: SesServer;
};

/** A set of back ends that the app can run on. */
export type Backend = {
  name: string;
  /** True if the Lambda bundles serve requests and run jobs. */
  isOnLambda?: true;
  /** The reason to skip this backend on this machine. */
  skip: string | false;
  /** True for Ceph RGW, which accepts bytes that differ from the signed checksum. S3 refuses them. */
  ignoresChecksums?: true;
  start(): Promise<RunningBackend>;
};

/** The backend of the `serverless` deployment. */
export const lambdaBackend: Backend = {
  name: 'DynamoDB, S3, SQS, SES and Cognito, on Lambda',
  isOnLambda: true,
  skip: missingDynamodb() || missingS3Server(),
  ignoresChecksums: true,
  start: () => openServers(startDynamodbServer, { isManaged: true, sendsBySes: true }),
};

/** The backend of the `serverless-sql` deployment. */
export const lambdaSqlBackend: Backend = {
  ...lambdaBackend,
  name: 'PostgreSQL, S3, SQS, SES and Cognito, on Lambda',
  skip: missingDatabaseServer('PostgreSQL') || missingS3Server(),
  start: () => openServers(() => startDatabaseServer('PostgreSQL'), { isManaged: true, sendsBySes: true }),
};

export const backends: readonly Backend[] = [
  {
    name: 'SQLite, disk and local accounts',
    skip: false,
    start: async () => ({ createSettings: async () => ({}), [Symbol.asyncDispose]: async () => undefined }),
  },
  {
    name: 'PostgreSQL, S3 and local accounts',
    skip: missingDatabaseServer('PostgreSQL') || missingS3Server(),
    ignoresChecksums: true,
    start: () => openServers(() => startDatabaseServer('PostgreSQL'), { isManaged: false }),
  },
  {
    name: 'MariaDB, S3, SQS and Cognito',
    skip: missingDatabaseServer('MariaDB') || missingS3Server(),
    ignoresChecksums: true,
    start: () => openServers(() => startDatabaseServer('MariaDB'), { isManaged: true }),
  },
  {
    name: 'DynamoDB, S3, SQS and Cognito',
    skip: missingDynamodb() || missingS3Server(),
    ignoresChecksums: true,
    start: () => openServers(startDynamodbServer, { isManaged: true }),
  },
  lambdaBackend,
];

async function openServers(
  startDatabase: () => Promise<DatabaseServer | DynamodbServer>,
  { isManaged, sendsBySes = false }: { isManaged: boolean; sendsBySes?: boolean },
): Promise<RunningBackend> {
  await using opened = new AsyncDisposableStack();
  const s3 = opened.use(await startS3Server());
  const database = opened.use(await startDatabase());
  const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = process.env;
  const cognito = isManaged ? opened.use(await startCognitoServer()) : undefined;
  const sqs = isManaged ? opened.use(await startSqsServer()) : undefined;
  const ses = sendsBySes ? opened.use(await startSesServer()) : undefined;
  const closing = opened.move();
  return {
    ...(cognito && { cognito }),
    ...(ses && { ses }),
    async createSettings(origin) {
      const bucket = await s3.createBucket({ ...(origin && { origin }) });
      return {
        AWS_ACCESS_KEY_ID,
        AWS_SECRET_ACCESS_KEY,
        VITRINE_DATABASE_URL: (
          await ('createDatabase' in database ? database.createDatabase() : database.nameTable())
        ).url,
        VITRINE_STORAGE_URL: `s3://${bucket}?region=${s3.region}&endpoint=${s3.endpoint}`,
        ...cognito?.variables,
        ...(sqs && { VITRINE_QUEUE_URL: sqs.urlOf(await sqs.createQueues()) }),
        ...(ses && {
          VITRINE_MAIL_URL: `ses://?region=${ses.region}&configurationSet=gallery&endpoint=${ses.endpoint}`,
        }),
      };
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

export type StartApp = (settings?: Record<string, string>) => Promise<TestApp>;

/** Runs the same tests on every backend. Each app that they start is empty. */
export function describeOnBackends(name: string, body: (start: StartApp, backend: Backend) => void): void {
  for (const backend of backends)
    describe(`on ${backend.name}`, { skip: backend.skip }, () => {
      let running: RunningBackend;
      before(async () => {
        running = await backend.start();
      });
      after(() => running?.[Symbol.asyncDispose]());
      // The inner suite closes its apps before the outer one stops their servers.
      describe(name, () => {
        const start: StartApp = async (settings = {}) => {
          const { cognito, ses } = running;
          const { isOnLambda } = backend;
          return startApp({ ...(await running.createSettings()), ...settings }, { cognito, ses, isOnLambda });
        };
        body(start, backend);
      });
    });
}
