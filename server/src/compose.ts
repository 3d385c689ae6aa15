import { maxUploadBytes } from '@vitrine/contract/limits.ts';
import type { SharpImagesOptions } from './adapters/sharp/sharp-images.ts';
import type { OpenOptions } from './adapters/sql/index.ts';
import type { SqsJobQueue } from './adapters/sqs/sqs-job-queue.ts';
import type { Config } from './config/config.ts';
import { readSecrets, type Secrets } from './config/read-secrets.ts';
import type { AppOptions } from './http/app.ts';
import type { CredentialStore } from './ports/credentials.ts';
import type { Ports } from './ports/index.ts';
import type { Mail } from './ports/mailer.ts';
import type { OpenedStores, StoresOptions } from './ports/stores.ts';

/** A service that requests depend on. */
export type Backend = {
  name: string;
  /** The variable that sets it. */
  variable: string;
  /** Its URL without secrets. */
  address: string;
  /** Rejects, with the reason, while it is unavailable. */
  check: () => Promise<void>;
};

export type Composition = AsyncDisposable & {
  ports: Ports;
  endpoints: AppOptions['endpoints'];
  storageOrigins: readonly string[];
  isStorageLocal: boolean;
  backends: readonly Backend[];
  /** Adopts jobs that Lambda received from the queue. `undefined` if jobs are in the database. */
  adoptJob?: SqsJobQueue['adopt'];
  /** Migrates the database to this version's schema. */
  migrate: () => Promise<void>;
};

/** Composes the ports. It alone knows every adapter, and loads one only if the configuration needs it. */
export async function compose(
  config: Config,
  options: {
    announceMail?: (mail: Mail) => void;
    /** Options beside the configuration, for Lambda and tests. */
    database?: OpenOptions;
    images?: { memoryBytes: number } & Pick<SharpImagesOptions, 'environment'>;
  } = {},
): Promise<Composition> {
  await using opened = new AsyncDisposableStack();

  const { createPinoLog } = await import('./adapters/pino-log/pino-log.ts');
  const log = createPinoLog(config.logLevel);
  const clock = { now: () => Date.now() };

  const held = await readSecrets(config.secrets, openSecretKeeper);
  const { createSecrets } = await import('./adapters/node-crypto/secrets.ts');
  const secrets = createSecrets(await loadSigningSecret(config, held), clock);

  const database = opened.use(await openDatabase(config, held, { clock, secrets, ...options.database }));
  const { stores } = database;
  const { jobs, ...queue } = await openQueue(config, opened, { clock, secrets }, stores.jobs);

  const { blobs, ...storage } = await openStorage(config, opened, { secrets, clock });

  const { createScratchFolder } = await import('./adapters/scratch-folder/scratch-folder.ts');
  const scratch = opened.use(await createScratchFolder(config.scratch));

  const mailer = openMailer(config, opened, held, { log, clock }, options.announceMail);

  const { identity, backends: identityBackends } = await openIdentity(config, held, opened, {
    ...{ credentials: stores.credentials, jobs, secrets, clock, log },
  });

  const { memoryBytes, environment } = options.images ?? {};
  const { createSharpImages } = await import('./adapters/sharp/sharp-images.ts');
  const images = opened.use(
    createSharpImages({
      concurrency: config.concurrency,
      limits: { bytes: maxUploadBytes, ...(memoryBytes && { memoryBytes }) },
      environment,
      scratch: config.scratch,
      log: (fields, message) => log.warn(fields, message),
    }),
  );

  const { createSharedEvents } = await import('./adapters/shared-events/shared-events.ts');
  const events = opened.use(createSharedEvents({ store: stores.events, secrets, clock, log }));

  const { createCommonPasswords } = await import('./adapters/common-passwords/common-passwords.ts');

  const ports: Ports = {
    accounts: stores.accounts,
    commonPasswords: createCommonPasswords(),
    identity,
    sessions: stores.sessions,
    photos: stores.photos,
    likes: stores.likes,
    hiddenFiles: stores.hiddenFiles,
    albums: stores.albums,
    tokens: stores.tokens,
    attempts: stores.attempts,
    blobs,
    images,
    jobs,
    mailer,
    sentMails: stores.sentMails,
    events,
    scratch,
    secrets,
    clock,
    log,
  };
  const closing = opened.move();
  return {
    ports,
    ...storage,
    ...(queue.adopt && { adoptJob: queue.adopt }),
    backends: [
      {
        name: 'The database',
        variable: 'VITRINE_DATABASE_URL',
        address: database.url,
        check: () => database.check(),
      },
      {
        name: 'The store',
        variable: 'VITRINE_STORAGE_URL',
        address: describeStorage(config),
        check: () => blobs.check(),
      },
      ...queue.backends,
      ...identityBackends,
    ],
    migrate: () => database.migrate(),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

export async function openSecretKeeper() {
  const { createSecretsManager } = await import('./adapters/secrets-manager/secrets-manager.ts');
  return createSecretsManager();
}

/** Reads the signing secret, or generates it at the first start. */
export async function loadSigningSecret(
  { secretFile }: Pick<Config, 'secretFile'>,
  { signing }: Pick<Secrets, 'signing'>,
): Promise<Uint8Array> {
  const { loadSecret, parseSecret } = await import('./adapters/disk/load-secret.ts');
  return signing ? parseSecret(signing.reveal(), 'of VITRINE_SECRET') : loadSecret(secretFile);
}

async function openDatabase(
  { database }: Config,
  { databasePassword }: Secrets,
  options: StoresOptions & OpenOptions,
): Promise<OpenedStores> {
  if (database.kind === 'dynamodb') {
    const { openDynamoStores } = await import('./adapters/dynamodb/index.ts');
    return openDynamoStores(database, options);
  }
  const { openSqlStores } = await import('./adapters/sql/index.ts');
  if (database.kind === 'sqlite') return openSqlStores(database, options);
  return openSqlStores({ ...database, password: databasePassword ?? database.password }, options);
}

async function openQueue(
  { queue }: Config,
  opened: AsyncDisposableStack,
  parts: Pick<Ports, 'clock' | 'secrets'>,
  inDatabase: Ports['jobs'],
): Promise<Pick<Ports, 'jobs'> & Partial<Pick<SqsJobQueue, 'adopt'>> & { backends: Backend[] }> {
  if (queue.kind === 'database') return { jobs: inDatabase, backends: [] };
  const { createSqsJobQueue } = await import('./adapters/sqs/sqs-job-queue.ts');
  const jobs = opened.use(createSqsJobQueue({ ...queue, ...parts }));
  const backend = {
    name: 'The queue',
    variable: 'VITRINE_QUEUE_URL',
    address: `${queue.endpoint ?? 'sqs:/'}/${queue.queue}`,
    check: () => jobs.check(),
  };
  return { jobs, adopt: jobs.adopt, backends: [backend] };
}

const describeStorage = ({ storage }: Config) =>
  storage.kind === 's3' ? `${storage.endpoint ?? 's3:/'}/${storage.bucket}` : storage.path;

async function openStorage(
  { storage }: Config,
  opened: AsyncDisposableStack,
  { secrets, clock }: Pick<Ports, 'secrets' | 'clock'>,
): Promise<Pick<Ports, 'blobs'> & Pick<Composition, 'endpoints' | 'storageOrigins' | 'isStorageLocal'>> {
  if (storage.kind === 's3') {
    const { createS3Blobs } = await import('./adapters/s3/s3-blobs.ts');
    const blobs = opened.use(createS3Blobs({ ...storage, clock }));
    return { blobs, endpoints: [], storageOrigins: [await blobs.findOrigin()], isStorageLocal: false };
  }
  const { createDiskBlobs } = await import('./adapters/disk/disk-blobs.ts');
  const { createDiskEndpoint } = await import('./adapters/disk/disk-endpoint.ts');
  const disk = { directory: storage.path, secrets, clock };
  const endpoints = [{ path: '/storage', handle: createDiskEndpoint(disk) }];
  return { blobs: createDiskBlobs(disk), endpoints, storageOrigins: [], isStorageLocal: true };
}

async function openIdentity(
  { identity: place, publicUrl }: Config,
  { identity: clientSecret }: Secrets,
  opened: AsyncDisposableStack,
  parts: Pick<Ports, 'jobs' | 'secrets' | 'clock' | 'log'> & { credentials: CredentialStore },
): Promise<Pick<Ports, 'identity'> & { backends: Backend[] }> {
  if (place.kind === 'local') {
    const { createLocalAccounts } = await import('./adapters/local-accounts/local-accounts.ts');
    return { identity: createLocalAccounts({ ...parts, publicUrl }), backends: [] };
  }
  // `parseConfig` guarantees it.
  if (!clientSecret) throw new TypeError('there is no secret of the app client');
  const { createCognitoIdentity } = await import('./adapters/cognito/cognito-identity.ts');
  const identity = opened.use(createCognitoIdentity({ ...place, ...parts, clientSecret }));
  const backend = {
    name: 'The user pool',
    variable: 'VITRINE_IDENTITY_URL',
    address: `${place.endpoint ?? 'cognito:/'}/${place.poolId}`,
    check: () => identity.check(),
  };
  return { identity, backends: [backend] };
}

/** Loads the mailer at its first use: the Lambda that answers requests never sends mail. */
function openMailer(
  config: Config,
  opened: AsyncDisposableStack,
  secrets: Secrets,
  parts: Pick<Ports, 'log' | 'clock'>,
  announce?: (mail: Mail) => void,
): Ports['mailer'] {
  let loading: ReturnType<typeof loadMailer> | undefined;
  const load = () => {
    loading ??= loadMailer(config, secrets, parts, announce);
    return loading;
  };
  opened.defer(async () => (await loading)?.[Symbol.dispose]?.());
  return {
    send: async (mail) => (await load()).send(mail),
    check: async () => (await load()).check(),
  };
}

async function loadMailer(
  { mail, mailFrom: from }: Config,
  { mailPassword }: Secrets,
  parts: Pick<Ports, 'log' | 'clock'>,
  announce?: (mail: Mail) => void,
): Promise<Ports['mailer'] & Partial<Disposable>> {
  if (mail.kind === 'smtp') {
    const { createSmtpMailer } = await import('./adapters/smtp/smtp-mailer.ts');
    return createSmtpMailer({ ...mail, ...(mailPassword && { password: mailPassword }), from, ...parts });
  }
  if (mail.kind === 'ses') {
    const { createSesMailer } = await import('./adapters/ses/ses-mailer.ts');
    return createSesMailer({ ...mail, from, ...parts });
  }
  const { createMailFolder } = await import('./adapters/disk/mail-folder.ts');
  return createMailFolder({ directory: mail.path, from, ...parts, ...(announce && { announce }) });
}
