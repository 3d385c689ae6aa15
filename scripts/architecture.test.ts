import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
/* git refuses to list the files of a checkout that another user owns. */
const sources = globSync('**/*.{ts,tsx,mjs,css}', {
  cwd: root,
  exclude: (path) => /(^|\/)(node_modules|dist|data|artefacts)$/u.test(path),
});
const isTest = (path: string) => /\.test\.tsx?$|\/conformance\/|\/testing\//u.test(path);
const code = sources.filter((path) => /\.tsx?$/u.test(path) && !/\.d\.ts$/u.test(path));

const contractForWeb =
  /^contract\/(openapi-types\.d\.ts|src\/(file-formats|file-names|formats|limits|pages|picture-header)\.ts)$/u;

/** The table of ARCHITECTURE.md: the imports that each folder may have. The first row that matches a file applies. */
const table: { from: RegExp; may: RegExp[] }[] = [
  { from: /^contract\//u, may: [/^contract\//u] },
  {
    from: /^server\/src\/domain\//u,
    may: [/^server\/src\/domain\//u, /^server\/package\.json$/u, /^contract\/src\/(limits|formats)\.ts$/u],
  },
  { from: /^server\/src\/ports\//u, may: [/^server\/src\/(domain|ports)\//u] },
  {
    from: /^server\/src\/features\/([^/]+)\//u,
    may: [
      /^contract\/src\/formats\.ts$/u,
      /^server\/src\/(domain|ports|features\/shared|features\/OWN)\/|^server\/src\/features\/photos\/transition\.ts$/u,
    ],
  },
  { from: /^server\/src\/jobs\//u, may: [/^server\/src\/(domain|ports|features|jobs)\//u] },
  { from: /^server\/src\/http\//u, may: [/^contract\//u, /^server\/src\/(domain|ports|features|http)\//u] },
  {
    from: /^server\/src\/adapters\/([^/]+)\//u,
    may: [
      /^contract\/src\/(file-formats|formats|limits|picture-header)\.ts$/u,
      /^server\/src\/(domain|ports|adapters\/OWN)\//u,
    ],
  },
  { from: /^server\/src\/config\//u, may: [/^server\/src\/config\//u] },
  {
    from: /^server\/src\/compose\.ts$/u,
    may: [
      /^contract\/src\/limits\.ts$/u,
      /^server\/src\/(config|ports|adapters)\//u,
      /^server\/src\/http\/app\.ts$/u,
    ],
  },
  {
    from: /^server\/src\/entry\//u,
    may: [
      /^contract\/src\/(file-formats|file-names|formats|limits|pages|picture-header)\.ts$/u,
      /^server\/src\/(domain|config|ports|features|http|jobs|entry)\//u,
      /^server\/src\/compose\.ts$/u,
      /^server\/src\/adapters\/(web-build|web-dev)\//u,
      /^tools\/landscapes\/landscapes\.ts$/u,
    ],
  },
  { from: /^tools\//u, may: [/^tools\//u, /^server\/src\/entry\/seed\//u] },
  { from: /^infra\//u, may: [/^infra\//u, /^server\/src\/config\//u] },
  { from: /^web\/src\/ui\//u, may: [/^web\/src\/(ui|styles)\//u] },
  { from: /^web\/src\/api\//u, may: [contractForWeb, /^web\/src\/api\//u] },
  { from: /^web\/src\/shared\//u, may: [contractForWeb, /^web\/src\/(ui|api|shared|styles)\//u] },
  {
    from: /^web\/src\/features\/([^/]+)\//u,
    may: [contractForWeb, /^web\/src\/(ui|api|shared|styles|features\/OWN)\//u],
  },
  { from: /^web\//u, may: [contractForWeb, /^web\//u] },
];

type Import = { target: string; isType: boolean };

const statement =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|(?:^|\n)\s*import\s+'([^']+)'|import\('([^']+)'\)/gu;

function importsOf(path: string): Import[] {
  const text = readFileSync(join(root, path), 'utf8');
  return [...text.matchAll(statement)].flatMap(([, type, from, bare, dynamic]) => {
    const specifier = from ?? bare ?? dynamic ?? '';
    const target = resolveImport(path, specifier);
    return target ? [{ target, isType: type !== undefined }] : [];
  });
}

function resolveImport(path: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return normalize(join(dirname(path), specifier)).replaceAll('\\', '/');
  if (specifier === '@vitrine/contract/openapi-types') return 'contract/openapi-types.d.ts';
  if (specifier === '@vitrine/contract/openapi.json') return 'contract/openapi.json';
  if (specifier.startsWith('@vitrine/contract/'))
    return specifier.replace('@vitrine/contract/', 'contract/src/');
  if (specifier.startsWith('@vitrine/server/'))
    return `${specifier.replace('@vitrine/server/', 'server/src/config/')}.ts`;
  return undefined;
}

const graph = new Map(code.map((path) => [path, importsOf(path)]));

/** Lines of the server's code that match, except in files whose path matches `exempt`. */
const linesOf = (pattern: RegExp, exempt: RegExp): string[] =>
  code
    .filter((path) => path.startsWith('server/src/') && !isTest(path) && !exempt.test(path))
    .flatMap((path) =>
      readFileSync(join(root, path), 'utf8')
        .split('\n')
        .filter((line) => pattern.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    );

describe('architecture', () => {
  it('lets each folder import only what the table allows', () => {
    const faults = [...graph].flatMap(([path, imports]) => {
      if (isTest(path)) return [];
      const row = table.find(({ from }) => from.test(path));
      if (!row) return [];
      const own = row.from.exec(path)?.[1] ?? '';
      const may = row.may.map((pattern) => new RegExp(pattern.source.replace('OWN', own), 'u'));
      return (
        imports
          .filter(({ target }) => !may.some((pattern) => pattern.test(target)))
          // The domain may import types of the contract: its enums are the contract's.
          .filter(
            ({ target, isType }) => !(isType && target.startsWith('contract/') && path.startsWith('server/')),
          )
          .map(({ target }) => `${path} imports ${target}`)
      );
    });
    assert.deepEqual(faults, []);
  });

  it('has no import cycles, not even of types', () => {
    const cycles: string[] = [];
    const done = new Set<string>();
    const visit = (path: string, trail: string[]) => {
      if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      if (done.has(path) || trail.includes(path)) return;
      for (const { target } of graph.get(path) ?? []) visit(target, [...trail, path]);
      done.add(path);
    };
    for (const path of graph.keys()) visit(path, []);
    assert.deepEqual(cycles, []);
  });

  it('changes a photo in transition.ts alone', () => {
    assert.deepEqual(
      linesOf(
        /\bphotos\.change\(/u,
        /features\/photos\/transition\.ts$|\/adapters\/|\/http\/(etag|port-metrics)\.ts$/u,
      ),
      [],
    );
  });

  it('decides about owners and roles in access.ts alone', () => {
    assert.deepEqual(
      linesOf(/\bownerId [!=]==|\brole [!=]==/u, /domain\/access\.ts$|domain\/photo\.ts$|\/adapters\//u),
      [],
    );
  });

  it('reads the environment only in entry points', () => {
    const readers = code.filter(
      (path) =>
        /^(server|web)\/src\//u.test(path) &&
        !isTest(path) &&
        !path.startsWith('server/src/entry/') &&
        /process\.env/u.test(readFileSync(join(root, path), 'utf8')),
    );
    assert.deepEqual(readers, []);
  });

  it('keeps files short: 400 lines at most', () => {
    const long = code
      .filter((path) => !isTest(path) && !path.includes('/migrations/'))
      .map((path) => `${path} ${readFileSync(join(root, path), 'utf8').split('\n').length}`)
      .filter((line) => Number(line.split(' ')[1]) > 400);
    assert.deepEqual(long, []);
  });

  it('has no folder or file with a name that says nothing', () => {
    const drawer = /(^|\/)(utils?|helpers?|common|misc|manager|service|base)(\/|\.tsx?$)/u;
    assert.deepEqual(
      sources.filter((path) => drawer.test(path)),
      [],
    );
  });
});
