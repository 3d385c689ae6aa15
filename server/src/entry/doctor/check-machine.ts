import { once } from 'node:events';
import { access, constants, stat, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadSigningSecret, openSecretKeeper } from '../../compose.ts';
import type { Config } from '../../config/config.ts';
import { readSecrets } from '../../config/read-secrets.ts';
import type { SecretSource } from '../../config/secret.ts';
import { noSecrets } from '../../config/secret-sources.ts';
import { type Diagnosis, diagnose, sound, unsound } from './diagnosis.ts';

/** Checks that the port is free or that a running Vitrine uses it. */
export const examinePort = ({ port, host }: Config) =>
  diagnose('port', 'Set PORT and VITRINE_HOST to values that this machine has.', async () => {
    const server = createServer();
    try {
      const listening = once(server, 'listening');
      server.listen(port, host);
      await listening;
      return `${port} is free on ${host}`;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EADDRINUSE') {
        if (await isVitrine(host, port)) return `Vitrine is running on ${port}`;
        return unsound(
          'port',
          `another program uses port ${port}`,
          'Stop it, or set PORT to another number.',
        );
      }
      if (code === 'EACCES')
        return unsound('port', `${port} needs privileges`, 'Set PORT above 1023 and put a proxy in front.');
      throw error;
    } finally {
      server.close();
    }
  });

export const isVitrine = async (host: string, port: number) => {
  const address = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  try {
    const answer = await fetch(
      `http://${address.includes(':') ? `[${address}]` : address}:${port}/api/v1/session`,
      {
        signal: AbortSignal.timeout(3000),
      },
    );
    return answer.ok && Object.hasOwn((await answer.json()) as object, 'account');
  } catch {
    return false;
  }
};

const oldestNode = 24;
const leastFree = 1024 ** 3;
/* A correct clock is past this date, when the check was written. */
const writtenAt = Date.UTC(2026, 0, 1);
const tolerance = 5 * 60 * 1000;
const webIndex = fileURLToPath(new URL('../../../../web/dist/client/index.html', import.meta.url));

export function examineNode(): Diagnosis {
  const { node } = process.versions;
  return Number.parseInt(node, 10) >= oldestNode
    ? sound('node', `Node ${node}`)
    : unsound('node', `Node ${node} is too old`, `Install Node ${oldestNode}, or start with: npm start`);
}

export const examineWeb = () =>
  diagnose('web', 'Build it: npm run build', async () => {
    await access(webIndex);
    return 'the web app is built';
  });

export const examineSpace = ({ storage, scratch }: Config) => {
  const [variable, path] =
    storage.kind === 'file' ? ['VITRINE_STORAGE_URL', storage.path] : ['VITRINE_SCRATCH', scratch];
  return diagnose('space', `Check the folder of ${variable}.`, async () => {
    const folder = await nearestFolder(path);
    const { bavail, bsize } = await statfs(folder);
    const free = bavail * bsize;
    const finding = `${(free / 1024 ** 3).toFixed(1)} GB free in ${folder}`;
    return free >= leastFree
      ? finding
      : unsound('space', finding, `Free some space, or move ${variable} to a larger disk.`);
  });
};

/** Compares with files written earlier, which cannot be from the future. */
export const examineClock = (config: Config) =>
  diagnose('clock', 'Check the folder of VITRINE_DATABASE_URL.', async () => {
    const now = Date.now();
    const remedy = 'Set the clock, preferably with NTP. Sessions, codes and signed URLs expire by it.';
    if (now < writtenAt)
      return unsound('clock', `it shows ${new Date(now).toISOString()}, which is in the past`, remedy);
    const databaseFiles = config.database.kind === 'sqlite' ? [config.database.path] : [];
    for (const path of [...databaseFiles, config.secretFile]) {
      const found = await stat(path).catch(() => undefined);
      if (found && found.mtimeMs > now + tolerance)
        return unsound('clock', `${path} has a date in the future, so the clock was set back`, remedy);
    }
    return new Date(now).toISOString();
  });

export const examineSecret = ({ secretFile, secrets: { signing } }: Config) =>
  signing ? examineGivenSecret(secretFile, signing) : examineSecretFile(secretFile);

const examineGivenSecret = (secretFile: string, signing: SecretSource) =>
  diagnose('secret', 'Check VITRINE_SECRET.', async () => {
    await loadSigningSecret({ secretFile }, await readSecrets({ ...noSecrets, signing }, openSecretKeeper));
    return 'it is set by VITRINE_SECRET';
  });

const examineSecretFile = (path: string) =>
  diagnose('secret', `Restore ${path} from a backup, readable by the user who runs Vitrine.`, async () => {
    const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (!found) return `${path} does not exist yet; the first start creates it`;
    const isOpen = process.platform !== 'win32' && (found.mode & 0o077) !== 0;
    if (isOpen) return unsound('secret', `${path} can be read by others`, `chmod 600 ${resolve(path)}`);
    await loadSigningSecret({ secretFile: path }, noSecrets);
    return `only its owner can read ${path}`;
  });

/** Checks every folder that Vitrine writes to. Creates none, because it would belong to the wrong user. */
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
  // Root can write everywhere, but the server may be unable to read its files.
  if (own === 0 && uid !== 0)
    return unsound(check, `${folder} belongs to another user`, 'Run this as the user who runs Vitrine.');
  await access(folder, constants.W_OK | constants.X_OK);
  return folder === resolve(path)
    ? `${folder} is writable`
    : `${resolve(path)} does not exist yet; the first start creates it`;
}

/** Returns the folder, or the nearest existing one above it. */
async function nearestFolder(path: string): Promise<string> {
  const absolute = resolve(path);
  try {
    if ((await stat(absolute)).isDirectory()) return absolute;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return nearestFolder(dirname(absolute));
    throw error;
  }
  throw new Error(`${absolute} is a file`);
}
