// npm run synth: writes the templates of every variant to infra/dist/templates. Needs no account, network or build.
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readDeployment, type SettingName, variants } from '../settings.ts';
import { buildApp, createApp } from '../stacks/build-app.ts';
import { stubArtefacts } from '../testing/stub-artefacts.ts';

const target = fileURLToPath(new URL('../../dist/templates', import.meta.url));
mkdirSync(target, { recursive: true });
for (const { shape, database } of variants) {
  using stub = stubArtefacts();
  const app = createApp();
  const given: Partial<Record<SettingName, string>> = { shape, database, mailFrom: 'photos@example.org' };
  buildApp(
    app,
    readDeployment((name) => given[name]),
    stub.artefacts,
  );
  const { stacks } = app.synth();
  for (const { templateFullPath, stackName } of stacks) {
    const path = join(target, `${shape}.${database}.${stackName}.json`);
    cpSync(templateFullPath, path);
    console.log(path);
  }
}
