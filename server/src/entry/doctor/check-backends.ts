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

/** The database and the store, as they are: nothing is migrated or made. */
export async function examineData(config: Config): Promise<Diagnosis[]> {
  const { database, storage } = config;
  if (database.kind === 'sqlite' && !(await exists(database.path)))
    return [sound('database', `${database.path} is made at the first start`)];
  await using temporary = await makeTemporary();
  try {
    await using composition = await compose({
      ...onPartsIn(temporary.path, config),
      // `examineSecret` looks at the signing secret; here nothing is signed.
      secrets: { ...config.secrets, signing: undefined },
    });
    const { ports } = composition;
    return [
      await diagnose('database', 'Bring it up to date: vitrine migrate', () => readEverywhere(ports)),
      await diagnose('storage', 'Look at VITRINE_STORAGE_URL.', async () => {
        if (storage.kind === 'file' && !(await exists(storage.path)))
          return `${storage.path} is made at the first start`;
        await ports.blobs.check();
        return 'the store takes and gives';
      }),
      await diagnose('identity', 'Look at VITRINE_IDENTITY_URL.', async () => {
        const pool = composition.backends.find(({ variable }) => variable === 'VITRINE_IDENTITY_URL');
        await pool?.check();
        return pool ? 'the user pool knows this gallery' : 'this gallery keeps the passwords';
      }),
      await diagnose('jobs', 'Look at VITRINE_QUEUE_URL.', () => countDead(ports)),
      ...examineLanes(config),
    ];
  } catch (error) {
    if (error instanceof ConfigError) return describeFaults(error);
    const remedy = 'Look at VITRINE_DATABASE_URL, and that a Vitrine database is there.';
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

/* A table that is missing shows where it is read. */
async function readEverywhere(ports: Ports): Promise<string> {
  const accountId = 'nobody' as AccountId;
  const one = { limit: 1 };
  await ports.accounts.listAll(one);
  await ports.photos.listAll(one);
  await ports.likes.listByAccount({ accountId, ...one });
  await ports.albums.listByOwner({ ownerId: accountId, ...one });
  await ports.tokens.listByAccount(accountId, ports.clock.now());
  await ports.sessions.listByAccount(accountId, ports.clock.now());
  return 'it answers and has every table';
}

const examineLanes = ({ queue }: Config): Diagnosis[] =>
  queue.kind === 'sqs' && queue.renderings === undefined
    ? [
        unsound(
          'queues',
          'pictures share the queue of all other jobs, which makes both wait',
          'Make a third queue, and name it in VITRINE_QUEUE_URL: &renderings=QUEUE (docs/backends.md).',
        ),
      ]
    : [];

/* The most dead jobs that it counts. */
const countedDead = 1000;

async function countDead({ jobs }: Ports): Promise<Diagnosis | string> {
  const { items, nextCursor } = await jobs.listDead({ limit: countedDead });
  if (items.length === 0) return 'none is dead';
  const names = [...new Set(items.map(({ name }) => name))].toSorted().join(', ');
  return unsound(
    'jobs',
    `${nextCursor ? 'more than ' : ''}${items.length} dead: ${names}`,
    'See why with `vitrine jobs list`; then `vitrine jobs retry`, or `vitrine jobs remove`.',
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
  diagnose('mail', 'Look at VITRINE_MAIL_URL and VITRINE_MAIL_FROM.', async () => {
    const { mail, secrets } = config;
    await using temporary = await makeTemporary();
    await using composition = await compose({
      ...besideOthersIn(temporary.path, config),
      mail,
      secrets: { ...noSecrets, mailPassword: secrets.mailPassword },
    });
    await composition.ports.mailer.check();
    if (mail.kind === 'folder') return `mails are written into ${mail.path}, and sent to nobody`;
    return mail.kind === 'ses' ? 'SES takes mail of ours' : `${mail.host}:${mail.port} takes mail of ours`;
  });

/* 2 × 2 pixels. */
const tinyPicture =
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGM4UWEDRAwQCgArzgXx0HrtWgAAAABJRU5ErkJggg==';

/** Renders a picture in the child process, on parts of their own in a temporary folder, and says how that is confined. */
export async function examineImages(config: Config): Promise<Diagnosis[]> {
  let confinement: Diagnosis | undefined;
  const images = await diagnose('images', 'Install the packages again: npm ci', async () => {
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
    return 'a picture was rendered in a process of its own';
  });
  return confinement ? [images, confinement] : [images];
}

/* Not every machine can do all of it, and the picture is rendered all the same: nothing is unsound. */
const describeConfinement = ({ kept, open }: ConfinementReport) =>
  sound(
    'confinement',
    [
      `decoding is kept from ${kept.join(', ')}`,
      ...(open.length > 0 ? [`this machine does not keep it from ${open.join(', ')}; see SECURITY.md`] : []),
    ].join('; '),
  );
