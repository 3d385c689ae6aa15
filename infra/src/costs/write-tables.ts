// npm run costs -w infra: writes the tables of the documents anew; with --check it only says which are stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { fillTables } from './tables.ts';

const isCheck = process.argv.includes('--check');
for (const name of ['docs/scale.md', 'docs/deploy-aws.md']) {
  const url = new URL(`../../../${name}`, import.meta.url);
  const present = readFileSync(url, 'utf8');
  const filled = fillTables(present);
  if (filled === present) continue;
  if (isCheck) {
    console.error(`${name} is stale: run npm run costs -w infra`);
    process.exitCode = 1;
  } else writeFileSync(url, filled);
}
