// npm run release -w infra [-- --cpu x64] [--into FILE]
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { locateArtefacts } from '../bundles/artefacts.ts';
import { buildRelease } from './build-release.ts';

const { values } = parseArgs({
  options: {
    cpu: { type: 'string', default: 'arm64' },
    into: { type: 'string', default: locateArtefacts().release },
  },
});
if (values.cpu !== 'arm64' && values.cpu !== 'x64') {
  console.error('Say what it is to run on: --cpu arm64 or --cpu x64');
  process.exit(2);
}
const archive = resolve(values.into);
await buildRelease(archive, values.cpu);
console.log(archive);
