// Writes the generated files that are committed. With --check it writes nothing and fails if one is stale.
import { readFile, writeFile } from 'node:fs/promises';
import { OpenAPIHono } from '@hono/zod-openapi';
import { openapiInfo, routes, securitySchemes } from '../contract/src/api.ts';
import { addExamples, type Document } from '../contract/src/examples.ts';
import { variables } from '../server/src/config/variables.ts';

const root = new URL('../', import.meta.url);

function openapiDocument() {
  const app = new OpenAPIHono();
  for (const route of routes) app.openAPIRegistry.registerPath(route as never);
  for (const [name, scheme] of Object.entries(securitySchemes))
    app.openAPIRegistry.registerComponent('securitySchemes', name, scheme);
  // The generator's types are wider than the document that the routes produce.
  const document = app.getOpenAPI31Document(openapiInfo) as unknown as Document;
  return `${JSON.stringify(addExamples(document), repairPattern, 2)}\n`;
}

/* The generator leaves the end of a regular expression literal in the pattern, which then never matches. */
const repairPattern = (key: string, value: unknown) =>
  key === 'pattern' && typeof value === 'string' ? value.replace(/\/u$/u, '') : value;

async function openapiTypes(document: string) {
  // The contract alone has the version of TypeScript that this package needs.
  const { default: openapiTS, astToString } = await import(
    '../contract/node_modules/openapi-typescript/dist/index.mjs'
  );
  return `// Generated from openapi.json.\n${astToString(await openapiTS(document))}`;
}

function configurationReference() {
  const row = ({ name, description, fallback }: (typeof variables)[keyof typeof variables]) =>
    `| \`${name}\` | ${description} | ${fallback && `\`${fallback}\``} |`;
  return [
    '# Configuration',
    '',
    'Vitrine is set by environment variables, all of which have a default: without any it is a working gallery on this',
    'machine. All faults are told at once, by name. `vitrine config` prints what is in force. This page is generated.',
    '',
    '| variable | what it is for | default |',
    '| --- | --- | --- |',
    ...Object.values(variables).map(row),
    '',
  ].join('\n');
}

const document = openapiDocument();
const files = {
  'contract/openapi.json': document,
  'contract/openapi-types.d.ts': await openapiTypes(document),
  'docs/configuration.md': configurationReference(),
};

let stale = 0;
for (const [path, content] of Object.entries(files)) {
  const url = new URL(path, root);
  const present = await readFile(url, 'utf8').catch(() => '');
  if (present === content) continue;
  if (process.argv.includes('--check')) {
    console.error(`${path} is stale: run npm run generate`);
    stale += 1;
  } else {
    await writeFile(url, content);
    console.log(`wrote ${path}`);
  }
}
process.exitCode = stale ? 1 : 0;
