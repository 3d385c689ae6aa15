import { type Composition, compose } from '../../compose.ts';
import { type Config, ConfigError, parseConfig } from '../../config/config.ts';
import { seconds } from '../../domain/time.ts';

/* What this process itself takes of the function's memory. */
const ownMemory = 250_000_000;
const largestChild = 1_000_000_000;

/**
 * Vitrine's parts as they are on Lambda.
 * @throws {ConfigError} also where something would be kept on the function's own disk: that is gone with it.
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
    // Whoever waits for an answer is gone before a database that starts is there: asking again asks anew.
    database: { patience: seconds(5) },
    images: {
      memoryBytes: boundMemory(Number(environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE), config.concurrency),
      // Where Lambda's own Node finds its libraries.
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

/** For one picture. The function's size is in MiB. */
const boundMemory = (functionSize: number, concurrency: number) =>
  Math.min(largestChild, Math.max(functionSize * 1024 * 1024 - ownMemory, 0) / concurrency || largestChild);

/** Opens once for all who ask. After a failure, the next who asks has it opened again. */
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
