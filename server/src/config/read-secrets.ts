import { readFile } from 'node:fs/promises';
import { ConfigError } from './config.ts';
import type { Secret, SecretSource } from './secret.ts';
import { createSecret } from './secret.ts';
import { type SecretSources, secretNames } from './secret-sources.ts';

/* However many connections are refused meanwhile. */
const pauseBetweenLooks = 10_000;

/** A secret that may change at its source. */
type RenewableSecret = Secret & {
  /** Reads the source again and returns whether the secret changed. Keeps the old value on failure. */
  renew(): Promise<boolean>;
};

export function createRenewableSecret(first: string, read: () => Promise<string>): RenewableSecret {
  let value = first;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<boolean> | undefined;

  async function look(): Promise<boolean> {
    lookedAt = performance.now();
    const now = await read().catch(() => value);
    const isAnother = now !== value;
    value = now;
    return isAnother;
  }

  return {
    ...createSecret(''),
    reveal: () => value,
    async renew() {
      if (!looking && performance.now() - lookedAt < pauseBetweenLooks) return false;
      looking ??= look().finally(() => {
        looking = undefined;
      });
      return looking;
    },
  };
}

/** Secrets from files or Secrets Manager can be read again. */
export type Secrets = {
  [Key in keyof SecretSources]: (Secret & Partial<RenewableSecret>) | undefined;
};

/** Reads a secret of AWS Secrets Manager by name or ARN. */
export type SecretKeeper = { read(id: string): Promise<string> };

/**
 * Every secret, from wherever it is.
 * @param openKeeper is called only where something is with Secrets Manager.
 * @throws {ConfigError} with all those at once that cannot be had.
 */
export async function readSecrets(
  sources: SecretSources,
  openKeeper: () => Promise<SecretKeeper>,
): Promise<Secrets> {
  const keeper = Object.values(sources).some((source) => source?.kind === 'secretsmanager')
    ? await openKeeper()
    : undefined;
  const faults: string[] = [];
  const entries = await Promise.all(
    Object.entries(sources).map(async ([key, source]) => {
      try {
        return [key, source && (await readSecret(source, keeper))] as const;
      } catch (error) {
        const name = secretNames[key as keyof SecretSources];
        faults.push(
          `${name}${source?.kind === 'file' ? '_FILE' : ''}: ${error instanceof Error ? error.message : error}`,
        );
        return [key, undefined] as const;
      }
    }),
  );
  if (faults.length > 0) throw new ConfigError(faults);
  // The same keys as those of the sources.
  return Object.fromEntries(entries) as Secrets;
}

async function readSecret(
  source: SecretSource,
  keeper: SecretKeeper | undefined,
): Promise<Secret & Partial<RenewableSecret>> {
  if (source.kind === 'value') return source.value;
  const read = () => readText(source, keeper);
  return createRenewableSecret(await read(), read);
}

async function readText(
  source: Exclude<SecretSource, { kind: 'value' }>,
  keeper: SecretKeeper | undefined,
): Promise<string> {
  const text =
    source.kind === 'file'
      ? (await readFile(source.path, 'utf8')).replace(/\r?\n$/u, '')
      : takeField(await keeper?.read(source.id), source.field);
  if (!text) throw new Error('it is empty');
  return text;
}

/* Error messages never quote the text, which is the secret. */
function takeField(text: string | undefined, field: string | undefined): string | undefined {
  if (text === undefined || field === undefined) return text;
  const value = parseObject(text)[field];
  if (typeof value !== 'string') throw new Error(`it is not JSON with a string named ${field}`);
  return value;
}

function parseObject(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
