import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Artefacts, locateArtefacts } from '../bundles/artefacts.ts';

/** Creates empty artefacts. Templates do not depend on their content. */
export function stubArtefacts(): { directory: string; artefacts: Artefacts } & Disposable {
  const directory = mkdtempSync(join(tmpdir(), 'vitrine-artefacts-'));
  const artefacts = locateArtefacts(directory);
  const { api, worker, migration, siteFiles, release } = artefacts;
  for (const path of [
    ...[api, worker, migration].map((bundle) => join(bundle, 'index.js')),
    join(siteFiles, 'app.js'),
    release,
  ]) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '');
  }
  return {
    directory,
    artefacts,
    [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }),
  };
}
