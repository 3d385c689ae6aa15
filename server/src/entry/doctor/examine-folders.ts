import { access, constants, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Config } from '../../config/config.ts';
import { type Diagnosis, diagnose, unsound } from './diagnosis.ts';

/** Every folder that Vitrine writes to; nothing is made here, so that none comes to belong to the wrong user. */
export function examineFolders(config: Config): Promise<Diagnosis[]> {
  const folders = [
    ...(config.database.kind === 'sqlite'
      ? [['VITRINE_DATABASE_URL', dirname(config.database.path)] as const]
      : []),
    ...(config.storage.kind === 'file' ? [['VITRINE_STORAGE_URL', config.storage.path] as const] : []),
    ...(config.mail.kind === 'folder' ? [['VITRINE_MAIL_URL', config.mail.path] as const] : []),
    ['VITRINE_SCRATCH', config.scratch],
    ...(config.secrets.signing ? [] : [['VITRINE_SECRET_FILE', dirname(config.secretFile)] as const]),
  ] as const;
  return Promise.all(
    folders.map(([variable, path]) => {
      const check = `folder ${variable}`;
      return diagnose(check, `Make ${resolve(path)} writable, or set ${variable}.`, () =>
        examine(check, path),
      );
    }),
  );
}

async function examine(check: string, path: string): Promise<Diagnosis | string> {
  const folder = await nearestFolder(path);
  const { uid } = await stat(folder);
  const own = process.getuid?.();
  // Root may write everywhere, and what it writes the server may not read.
  if (own === 0 && uid !== 0)
    return unsound(check, `${folder} belongs to another user`, 'Run this as the user who runs Vitrine.');
  await access(folder, constants.W_OK | constants.X_OK);
  return folder === resolve(path)
    ? `${folder} can be written`
    : `${resolve(path)} is made at the first start`;
}

/** The folder, or where it does not exist yet, the one above in which it would be made. */
export async function nearestFolder(path: string): Promise<string> {
  const absolute = resolve(path);
  try {
    if ((await stat(absolute)).isDirectory()) return absolute;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return nearestFolder(dirname(absolute));
    throw error;
  }
  throw new Error(`${absolute} is a file`);
}
