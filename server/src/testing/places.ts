import { after, before, describe } from 'node:test';
import { type CognitoServer, startCognitoServer } from './cognito-server.ts';
import { missingServer, startServer } from './database-servers.ts';
import { missingDynamodb, startDynamodbServer } from './dynamodb-server.ts';
import { type Gallery, startGallery } from './gallery.ts';
import { missingS3Server, startS3Server } from './s3-server.ts';
import { type SesServer, startSesServer } from './ses-server.ts';
import { startSqsServer } from './sqs-server.ts';

/** The servers of a place, running. */
export type Site = AsyncDisposable & {
  /** What a gallery with nothing in it is started with; the bucket lets in pages of the origin. */
  lend(origin?: string): Promise<Record<string, string>>;
  cognito?: CognitoServer;
  ses?: SesServer;
};

/** A set of back ends that a gallery can live on. */
export type Place = {
  name: string;
  /** The bundles answer and work there, started as Lambda does. */
  isOnLambda?: true;
  /** Why it cannot be tried here. */
  skip: string | false;
  /** Its stand-in for S3, Ceph RGW, takes bytes that are not those of the checksum that is signed; S3 refuses them. */
  ignoresChecksums?: true;
  open(): Promise<Site>;
};

/** As `serverless` is deployed. */
export const onLambda: Place = {
  name: 'DynamoDB, S3, SQS, SES and Cognito, on Lambda',
  isOnLambda: true,
  skip: missingDynamodb() || missingS3Server(),
  ignoresChecksums: true,
  open: () => openServers(startDynamodbServer, { isManaged: true, sendsBySes: true }),
};

/** As `serverless-sql` is. */
export const onLambdaWithSql: Place = {
  ...onLambda,
  name: 'PostgreSQL, S3, SQS, SES and Cognito, on Lambda',
  skip: missingServer('PostgreSQL') || missingS3Server(),
  open: () => openServers(() => startServer('PostgreSQL'), { isManaged: true, sendsBySes: true }),
};

export const places: readonly Place[] = [
  {
    name: 'SQLite, disk and local accounts',
    skip: false,
    open: async () => ({ lend: async () => ({}), [Symbol.asyncDispose]: async () => undefined }),
  },
  {
    name: 'PostgreSQL, S3 and local accounts',
    skip: missingServer('PostgreSQL') || missingS3Server(),
    ignoresChecksums: true,
    open: () => openServers(() => startServer('PostgreSQL'), { isManaged: false }),
  },
  {
    name: 'MariaDB, S3, SQS and Cognito',
    skip: missingServer('MariaDB') || missingS3Server(),
    ignoresChecksums: true,
    open: () => openServers(() => startServer('MariaDB'), { isManaged: true }),
  },
  {
    name: 'DynamoDB, S3, SQS and Cognito',
    skip: missingDynamodb() || missingS3Server(),
    ignoresChecksums: true,
    open: () => openServers(startDynamodbServer, { isManaged: true }),
  },
  onLambda,
];

async function openServers(
  startDatabase: () => Promise<AsyncDisposable & { lend(): Promise<{ url: string }> }>,
  { isManaged, sendsBySes = false }: { isManaged: boolean; sendsBySes?: boolean },
): Promise<Site> {
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
    async lend(origin) {
      const bucket = await s3.createBucket({ ...(origin && { origin }) });
      return {
        AWS_ACCESS_KEY_ID,
        AWS_SECRET_ACCESS_KEY,
        VITRINE_DATABASE_URL: (await database.lend()).url,
        VITRINE_STORAGE_URL: `s3://${bucket}?region=${s3.region}&endpoint=${s3.endpoint}`,
        ...cognito?.variables,
        ...(sqs && { VITRINE_QUEUE_URL: sqs.addressOf(await sqs.createQueues()) }),
        ...(ses && {
          VITRINE_MAIL_URL: `ses://?region=${ses.region}&configurationSet=gallery&endpoint=${ses.endpoint}`,
        }),
      };
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

export type StartGallery = (settings?: Record<string, string>) => Promise<Gallery>;

/** The same tests wherever a gallery can live; each gallery that they start has nothing in it yet. */
export function describeOnPlaces(name: string, body: (start: StartGallery, place: Place) => void): void {
  for (const place of places)
    describe(`on ${place.name}`, { skip: place.skip }, () => {
      let site: Site;
      before(async () => {
        site = await place.open();
      });
      after(() => site?.[Symbol.asyncDispose]());
      // Within, so that its galleries are closed before the servers that they live on.
      describe(name, () => {
        const start: StartGallery = async (settings = {}) => {
          const { cognito, ses } = site;
          const { isOnLambda } = place;
          return startGallery({ ...(await site.lend()), ...settings }, { cognito, ses, isOnLambda });
        };
        body(start, place);
      });
    });
}
