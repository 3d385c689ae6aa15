import { type Composition, compose } from '../../compose.ts';
import { type Config, ConfigError, parseConfig } from '../../config/config.ts';
import { seconds } from '../../domain/time.ts';

/* The part of the function's memory that this process needs for itself. */
const ownMemory = 250_000_000;
const largestChild = 1_000_000_000;

/**
 * Composes Vitrine for Lambda.
 * @throws {ConfigError} also if a backend would store data on the function's own disk, which Lambda discards.
 */
export async function composeOnLambda(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<{ config: Config; composition: Composition }> {
  const config = parseConfig(environment);
  const faults = findLocalParts(config);
  if (config.database.kind === 'mysql')
    faults.push('VITRINE_DATABASE_URL: the bundles for Lambda hold no driver for MySQL');
  if (faults.length > 0) throw new ConfigError(faults);
  const composition = await compose(config, {
    // A client times out before a paused database has started. Its next request tries again.
    database: { patience: seconds(5) },
    images: {
      memoryBytes: boundMemory(Number(environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE), config.concurrency),
      // The child process needs the libraries of Lambda's own Node.
      environment: environment.LD_LIBRARY_PATH ? { LD_LIBRARY_PATH: environment.LD_LIBRARY_PATH } : {},
    },
  });
  return { config, composition };
}

function findLocalParts({ database, storage, mail, queue, secrets }: Config): string[] {
  const isLocal = {
    VITRINE_DATABASE_URL: database.kind === 'sqlite',
    VITRINE_STORAGE_URL: storage.kind === 'file',
    VITRINE_MAIL_URL: mail.kind === 'folder',
    VITRINE_QUEUE_URL: queue.kind === 'database',
    VITRINE_SECRET: secrets.signing === undefined,
  };
  return Object.entries(isLocal).flatMap(([name, isFault]) =>
    isFault ? [`${name}: on Lambda it must name something that outlives the function`] : [],
  );
}

/** Returns the memory for one picture. The function's size is in MiB. */
const boundMemory = (functionSize: number, concurrency: number) =>
  Math.min(largestChild, Math.max(functionSize * 1024 * 1024 - ownMemory, 0) / concurrency || largestChild);

/** Opens once and shares the result. After a failure, the next call opens again. */
export function openOnce<T>(open: () => Promise<T>): () => Promise<T> {
  let opening: Promise<T> | undefined;
  return () => {
    opening ??= open().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
}
