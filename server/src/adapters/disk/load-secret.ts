import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../domain/errors.ts';
import { makeDirectory, publishOnce, removeFile } from './durable-files.ts';
import { hasCode } from './native-errors.ts';

const secretBytes = 32;

/** Reads the secret from the file. Creates one at the first start, readable by its owner only. */
export async function loadSecret(path: string): Promise<Uint8Array> {
  try {
    return parseSecret(await readSecret(path), `in ${path}`);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('unavailable', `The secret in ${path} cannot be read or created.`, { cause: error });
  }
}

async function readSecret(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
  await createSecret(path);
  return await readFile(path, 'utf8');
}

/* Writes atomically and never overwrites: two processes that start at once both use the first secret. */
async function createSecret(path: string): Promise<void> {
  await makeDirectory(dirname(path));
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    const secret = randomBytes(secretBytes).toString('base64url');
    await writeFile(draft, `${secret}\n`, { flag: 'wx', mode: 0o600, flush: true });
    await publishOnce(draft, path);
  } finally {
    await removeFile(draft);
  }
}

/** Decodes a secret. `source` names its origin for the error message. */
export function parseSecret(text: string, source: string): Uint8Array {
  const secret = Buffer.from(text.trim(), 'base64url');
  if (secret.byteLength < secretBytes)
    throw new AppError(
      'unavailable',
      `The secret ${source} is damaged: it needs ${secretBytes} bytes in base64url.`,
    );
  return secret;
}
