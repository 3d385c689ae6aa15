import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { brotliCompressSync, constants } from 'node:zlib';

type Chunk = { file: string; imports?: string[]; isEntry?: boolean };

const client = new URL('dist/client/', import.meta.url);
/** Compresses like the server does for the first visitor. */
const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };

it("loads less than 99 kB of script on a visitor's home page", () => {
  const text = readFileSync(new URL('.vite/manifest.json', client), 'utf8');
  const manifest = JSON.parse(text) as Record<string, Chunk>;
  const files = new Set<string>();
  const add = (chunk: Chunk | undefined) => {
    if (!chunk || files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const name of chunk.imports ?? []) add(manifest[name]);
  };
  add(Object.values(manifest).find(({ isEntry }) => isEntry));
  for (const module of ['src/app/routes/home-page.tsx', 'src/shared/photo-grid/thumbhash-url.ts']) {
    assert.ok(manifest[module], `${module} is a chunk`);
    add(manifest[module]);
  }
  assert.ok(files.size >= 3, 'the web app is built');
  const bytes = [...files].map(
    (file) => brotliCompressSync(readFileSync(new URL(file, client)), { params }).length,
  );
  const sum = bytes.reduce((all, each) => all + each, 0);
  assert.ok(sum < 99_000, `it brings ${sum} bytes in ${[...files].join(', ')}`);
});
