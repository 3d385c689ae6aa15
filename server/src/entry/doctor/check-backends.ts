import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose } from '../../compose.ts';
import { type Config, ConfigError } from '../../config/config.ts';
import { noSecrets } from '../../config/secret-sources.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { ConfinementReport } from '../../ports/images.ts';
import type { Ports } from '../../ports/index.ts';
import { type Diagnosis, describeFaults, diagnose, sound, unsound } from './diagnosis.ts';

/** Checks the database and the store. Migrates and creates nothing. */
export async function examineData(config: Config): Promise<Diagnosis[]> {
  const { database, storage } = config;
  if (database.kind === 'sqlite' && !(await exists(database.path)))
    return [sound('database', `${database.path} does not exist yet; the first start creates it`)];
  await using temporary = await makeTemporary();
  try {
    await using composition = await compose({
      ...onPartsIn(temporary.path, config),
      // `examineSecret` looks at the signing secret; here nothing is signed.
      secrets: { ...config.secrets, signing: undefined },
    });
    const { ports } = composition;
    return [
      await diagnose('database', 'Migrate it: vitrine migrate', () => readEverywhere(ports)),
      await diagnose('storage', 'Check VITRINE_STORAGE_URL.', async () => {
        if (storage.kind === 'file' && !(await exists(storage.path)))
          return `${storage.path} does not exist yet; the first start creates it`;
        await ports.blobs.check();
        return 'files can be written and read';
      }),
      await diagnose('identity', 'Check VITRINE_IDENTITY_URL.', async () => {
        const pool = composition.backends.find(({ variable }) => variable === 'VITRINE_IDENTITY_URL');
        await pool?.check();
        return pool ? 'the user pool accepts this gallery' : 'passwords are stored in the database';
      }),
      await diagnose('jobs', 'Check VITRINE_QUEUE_URL.', () => countDead(ports)),
      ...examineLanes(config),
    ];
  } catch (error) {
    if (error instanceof ConfigError) return describeFaults(error);
    const remedy = 'Check that VITRINE_DATABASE_URL names a Vitrine database.';
    return [await diagnose('database', remedy, () => Promise.reject(error))];
  }
}

/** Points everything that a start creates to a temporary folder. */
const onPartsIn = (directory: string, config: Config): Config => ({
  ...config,
  logLevel: 'silent',
  secretFile: join(directory, 'secret'),
  scratch: join(directory, 'scratch'),
});

export async function makeTemporary(): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'vitrine-doctor-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/* Reads every table, which fails if one is missing. */
async function readEverywhere(ports: Ports): Promise<string> {
  const accountId = 'nobody' as AccountId;
  const one = { limit: 1 };
  await ports.accounts.listAll(one);
  await ports.photos.listAll(one);
  await ports.likes.listByAccount({ accountId, ...one });
  await ports.albums.listByOwner({ ownerId: accountId, ...one });
  await ports.tokens.listByAccount(accountId, ports.clock.now());
  await ports.sessions.listByAccount(accountId, ports.clock.now());
  return 'it answers and has all tables';
}

const examineLanes = ({ queue }: Config): Diagnosis[] =>
  queue.kind === 'sqs' && queue.renderings === undefined
    ? [
        unsound(
          'queues',
          'renderings share a queue with all other jobs, so they wait for each other',
          'Create a third queue, and name it in VITRINE_QUEUE_URL: &renderings=QUEUE (docs/backends.md).',
        ),
      ]
    : [];

/* The maximum of dead jobs to count. */
const countedDead = 1000;

async function countDead({ jobs }: Ports): Promise<Diagnosis | string> {
  const { items, nextCursor } = await jobs.listDead({ limit: countedDead });
  if (items.length === 0) return 'no failed jobs';
  const names = [...new Set(items.map(({ name }) => name))].toSorted().join(', ');
  return unsound(
    'jobs',
    `${nextCursor ? 'more than ' : ''}${items.length} failed: ${names}`,
    'List the reasons with `vitrine jobs list`, then run `vitrine jobs retry` or `vitrine jobs remove`.',
  );
}

/** A configuration to check one backend with: temporary folders for all others, and no secrets. */
export const besideOthersIn = (directory: string, config: Config): Config => ({
  ...onPartsIn(directory, config),
  database: { kind: 'sqlite', path: join(directory, 'vitrine.db') },
  storage: { kind: 'file', path: join(directory, 'media') },
  queue: { kind: 'database' },
  identity: { kind: 'local' },
  mail: { kind: 'folder', path: join(directory, 'outbox') },
  secrets: noSecrets,
});

/** Checks that mail can be sent, without sending any. Needs no database. */
export const examineMail = (config: Config) =>
  diagnose('mail', 'Check VITRINE_MAIL_URL and VITRINE_MAIL_FROM.', async () => {
    const { mail, secrets } = config;
    await using temporary = await makeTemporary();
    await using composition = await compose({
      ...besideOthersIn(temporary.path, config),
      mail,
      secrets: { ...noSecrets, mailPassword: secrets.mailPassword },
    });
    await composition.ports.mailer.check();
    if (mail.kind === 'folder') return `mails are written to ${mail.path} and not sent`;
    return mail.kind === 'ses'
      ? 'SES accepts mail from this gallery'
      : `${mail.host}:${mail.port} accepts mail from this gallery`;
  });

/* 2 × 2 pixels. */
const tinyPicture =
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGM4UWEDRAwQCgArzgXx0HrtWgAAAABJRU5ErkJggg==';

/** Renders a picture in the child process with temporary backends, and reports how that process is confined. */
export async function examineImages(config: Config): Promise<Diagnosis[]> {
  let confinement: Diagnosis | undefined;
  const images = await diagnose('images', 'Reinstall the packages: npm ci', async () => {
    await using temporary = await makeTemporary();
    const directory = temporary.path;
    await using composition = await compose(besideOthersIn(directory, config));
    const { images, scratch } = composition.ports;
    await using work = await scratch.create();
    const sourcePath = join(work.path, 'original');
    await writeFile(sourcePath, Buffer.from(tinyPicture, 'base64'));
    const ladder = [{ width: 320, format: 'webp' }] as const;
    const image = await images.render({ sourcePath, outputDirectory: work.path, ladder });
    if (image.outcome === 'refused') throw new Error(image.detail);
    if (image.outcome === 'undrawn') throw new Error(image.reason);
    confinement = describeConfinement(await images.describeConfinement());
    return 'a picture was rendered in a child process';
  });
  return confinement ? [images, confinement] : [images];
}

/* A missing protection is no failure, because not every machine supports all of them. */
const describeConfinement = ({ kept, open }: ConfinementReport) =>
  sound(
    'confinement',
    [
      `decoding is kept from ${kept.join(', ')}`,
      ...(open.length > 0 ? [`this machine does not keep it from ${open.join(', ')}; see SECURITY.md`] : []),
    ].join('; '),
  );
