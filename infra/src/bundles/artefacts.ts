import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Files that are built before a deployment. */
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

/** Returns the paths that a build writes to. `folder` holds all artefacts if they were built elsewhere. */
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

/** Files of the web app with fixed names, such as its icon. The build copies them unchanged. */
export const publicFolder = join(root, 'web/public');

export const publicFiles = readdirSync(publicFolder);
