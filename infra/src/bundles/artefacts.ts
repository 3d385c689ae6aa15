import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Files of the web app that keep their names, such as its icon. The build copies them as they stand. */
export const publicFolder = fileURLToPath(new URL('../../../web/public', import.meta.url));

export const publicFiles = readdirSync(publicFolder);

/** What was built before it is deployed. */
export type Artefacts = {
  /** Folders of Lambda bundles. */
  api: string;
  worker: string;
  migration: string;
  /** The web app's scripts and styles. */
  siteFiles: string;
  /** The archive that servers unpack. */
  release: string;
};

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Where a build leaves them; or all of them in one folder, built elsewhere. */
export function locateArtefacts(folder?: string): Artefacts {
  const built = folder ?? join(root, 'infra/dist');
  return {
    api: join(built, 'lambda-api'),
    worker: join(built, 'lambda-worker'),
    migration: join(built, 'lambda-migrate'),
    siteFiles: folder ? join(folder, 'assets') : join(root, 'web/dist/client/assets'),
    release: join(built, 'vitrine-release.tar.gz'),
  };
}
