// npm run server-files -w infra -- --url https://photos.example.org --into DIR
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { serverDefaults, writeServerFiles } from './server-files.ts';

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    into: { type: 'string', default: '.' },
    program: { type: 'string', default: serverDefaults.program },
    data: { type: 'string', default: serverDefaults.data },
    user: { type: 'string', default: serverDefaults.user },
    port: { type: 'string', default: serverDefaults.port },
  },
});
if (!values.url) {
  console.error('Say where people will reach it: --url https://photos.example.org');
  process.exit(2);
}
const directory = resolve(values.into);
await mkdir(directory, { recursive: true });
for (const [name, text] of Object.entries(writeServerFiles({ ...values, publicUrl: values.url }))) {
  await writeFile(join(directory, name), text);
  console.log(join(directory, name));
}
