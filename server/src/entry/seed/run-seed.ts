import type { Composition } from '../../compose.ts';
import type { Config } from '../../config/config.ts';
import type { Account } from '../../domain/account.ts';
import { allPages } from '../../ports/paging.ts';
import { findImages } from '../find-images.ts';
import { createProgress } from '../progress.ts';
import { CommandError } from '../terminal.ts';
import { demoPassword, seedPeople } from './people.ts';
import { type LandscapeGenerator, type SeedReport, seedFiles } from './seed-files.ts';
import { type SyntheticReport, seedSynthetic } from './seed-synthetic.ts';

export type SeedRequest = {
  photos?: string | undefined;
  landscapes?: number | undefined;
  synthetic?: number | undefined;
  seed: number;
};

export type SeedSummary = {
  login: { username: string; password: string | undefined };
  photos?: SeedReport & { others: string[] };
  landscapes?: SeedReport;
  synthetic?: SyntheticReport & { seconds: number };
};

/* Large enough for dense screens, and for the problems that camera files cause. */
const longSide = 3000;

export async function runSeed(
  { ports }: Composition,
  config: Config,
  { photos, landscapes, synthetic, seed }: SeedRequest,
): Promise<SeedSummary> {
  const { quotaBytes, concurrency } = config;
  const generator =
    landscapes === undefined && synthetic === undefined ? undefined : await loadLandscapeGenerator();
  const accounts = await seedPeople(ports);
  const summary: SeedSummary = { login: await describeLogin(ports, accounts[0]) };
  const withProgress = async <Result>(
    what: string,
    total: number,
    work: (options: {
      quotaBytes: number;
      concurrency: number;
      progress: ReturnType<typeof createProgress>;
    }) => Promise<Result>,
  ) => {
    const progress = createProgress(what, total);
    try {
      return await work({ quotaBytes, concurrency, progress });
    } finally {
      progress.end();
    }
  };

  if (photos !== undefined) {
    const { images, others, refused: unread } = await findImages([photos]);
    const pictures = images.map((file) => ({ file }));
    const report = await withProgress('photo', images.length, (options) =>
      seedFiles(ports, accounts, pictures, options),
    );
    summary.photos = { ...report, refused: [...unread, ...report.refused], others };
  }
  if (landscapes !== undefined && generator) {
    await using scratch = await ports.scratch.create();
    const held = await listFileNames(ports, accounts);
    const missing = [...Array(landscapes).keys()].filter(
      (index) => !held.has(generator.landscapeName(seed, index)),
    );
    const drawn = generator.drawLandscapes(scratch.path, missing, { seed, longSide });
    const report = await withProgress('landscape', missing.length, (options) =>
      seedFiles(ports, accounts, drawn, options),
    );
    summary.landscapes = { ...report, present: landscapes - missing.length + report.present };
  }
  if (synthetic !== undefined && generator) {
    const startedAt = performance.now();
    const report = await withProgress('synthetic photo', synthetic, (options) =>
      seedSynthetic(ports, { ...options, count: synthetic, seed, generator }),
    );
    summary.synthetic = { ...report, seconds: Math.round(performance.now() - startedAt) / 1000 };
  }
  return summary;
}

const importGenerator = (): Promise<LandscapeGenerator> =>
  import('../../../../tools/landscapes/landscapes.ts');

/** @throws {CommandError} in a release, which does not contain the generator. */
async function loadLandscapeGenerator(load = importGenerator): Promise<LandscapeGenerator> {
  try {
    return await load();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new CommandError(
      'This installation does not contain the landscape generator, tools/landscapes. Use --photos, or run the command in a checkout of the repository.',
    );
  }
}

/** Omits the password if somebody changed it since. */
async function describeLogin(ports: Composition['ports'], account: Account): Promise<SeedSummary['login']> {
  const password = demoPassword(ports, account.username);
  const isCurrent = (await ports.identity.checkPassword(account, password)) === 'accepted';
  return { username: account.username, password: isCurrent ? password : undefined };
}

/** Lists the file names of ready photos, so that landscapes are not drawn again. */
async function listFileNames(
  ports: Composition['ports'],
  accounts: readonly Account[],
): Promise<Set<string>> {
  const names = new Set<string>();
  for (const { id: ownerId } of accounts) {
    const pages = allPages((cursor) => ports.photos.listAllByOwner({ ownerId, cursor, limit: 500 }));
    for await (const photos of pages)
      for (const { status, fileName } of photos) if (status === 'ready') names.add(fileName);
  }
  return names;
}
