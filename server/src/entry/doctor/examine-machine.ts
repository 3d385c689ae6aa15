import { access, stat, statfs } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadSigningSecret, openSecretKeeper } from '../../compose.ts';
import type { Config } from '../../config/config.ts';
import { noSecrets } from '../../config/gather-secrets.ts';
import { readSecrets } from '../../config/read-secrets.ts';
import type { SecretSource } from '../../config/secret-source.ts';
import { type Diagnosis, diagnose, sound, unsound } from './diagnosis.ts';
import { nearestFolder } from './examine-folders.ts';

const oldestNode = 24;
const leastFree = 1024 ** 3;
/* No clock that is right says less: this was written then. */
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
  return diagnose('space', `Look at the folder of ${variable}.`, async () => {
    const folder = await nearestFolder(path);
    const { bavail, bsize } = await statfs(folder);
    const free = bavail * bsize;
    const finding = `${(free / 1024 ** 3).toFixed(1)} GB free in ${folder}`;
    return free >= leastFree
      ? finding
      : unsound('space', finding, `Free some space, or move ${variable} to a larger disk.`);
  });
};

/** By what was written before: no file that Vitrine keeps can be from the future. */
export const examineClock = (config: Config) =>
  diagnose('clock', 'Look at the folder of VITRINE_DATABASE_URL.', async () => {
    const now = Date.now();
    const remedy = 'Set the clock, best by NTP: sessions, codes and addresses expire by it.';
    if (now < writtenAt) return unsound('clock', `it says ${new Date(now).toISOString()}`, remedy);
    const databaseFiles = config.database.kind === 'sqlite' ? [config.database.path] : [];
    for (const path of [...databaseFiles, config.secretFile]) {
      const found = await stat(path).catch(() => undefined);
      if (found && found.mtimeMs > now + tolerance)
        return unsound('clock', `${path} is from the future: the clock was set back`, remedy);
    }
    return new Date(now).toISOString();
  });

export const examineSecret = ({ secretFile, secrets: { signing } }: Config) =>
  signing ? examineGivenSecret(secretFile, signing) : examineSecretFile(secretFile);

const examineGivenSecret = (secretFile: string, signing: SecretSource) =>
  diagnose('secret', 'Look at VITRINE_SECRET.', async () => {
    await loadSigningSecret({ secretFile }, await readSecrets({ ...noSecrets, signing }, openSecretKeeper));
    return 'it is set by VITRINE_SECRET';
  });

const examineSecretFile = (path: string) =>
  diagnose('secret', `Bring ${path} back whole, readable for whoever runs Vitrine.`, async () => {
    const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (!found) return `${path} is made at the first start`;
    const isOpen = process.platform !== 'win32' && (found.mode & 0o077) !== 0;
    if (isOpen) return unsound('secret', `${path} can be read by others`, `chmod 600 ${resolve(path)}`);
    await loadSigningSecret({ secretFile: path }, noSecrets);
    return `${path} is for its owner alone`;
  });
