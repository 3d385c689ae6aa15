// npm run bundle -w infra [-- --cpu x64]
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type BundleName, buildBundle, bundles } from './build-bundle.ts';

const { values } = parseArgs({ options: { cpu: { type: 'string', default: 'arm64' } } });
const { cpu } = values;
if (cpu !== 'arm64' && cpu !== 'x64') {
  console.error('Say what it is to run on: --cpu arm64 or --cpu x64');
  process.exit(2);
}
const target = fileURLToPath(new URL('../../dist', import.meta.url));
for (const name of Object.keys(bundles) as BundleName[]) {
  await buildBundle(name, join(target, name), cpu);
  console.log(join(target, name));
}
