import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Artefacts, locateArtefacts } from '../bundles/artefacts.ts';

/** What a deployment takes, each file of which holds nothing: templates are the same without a build. */
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
