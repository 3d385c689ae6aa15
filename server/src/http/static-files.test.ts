import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { brotliDecompressSync } from 'node:zlib';
import { Hono } from 'hono';
import type { AppEnv } from './environment.ts';
import { addStaticFiles } from './pages.ts';

const script = new Uint8Array(readFileSync(new URL('./pages.ts', import.meta.url)));

function startApp() {
  const app = new Hono<AppEnv>();
  addStaticFiles(app, new Map([['/assets/app.js', { bytes: script, contentType: 'text/javascript' }]]));
  return async (acceptEncoding: string) => {
    const response = await app.request('/assets/app.js', { headers: { 'accept-encoding': acceptEncoding } });
    return { headers: response.headers, bytes: new Uint8Array(await response.arrayBuffer()) };
  };
}

describe('a file of the web app', () => {
  it('is compressed at once, and better after compression in the background', async () => {
    const read = startApp();
    const first = await read('gzip, br');
    assert.equal(first.headers.get('content-encoding'), 'br');
    assert.deepEqual(new Uint8Array(brotliDecompressSync(first.bytes)), script);
    let later = first;
    while (later.bytes.byteLength >= first.bytes.byteLength) {
      await setImmediate();
      later = await read('gzip, br');
    }
    assert.deepEqual(new Uint8Array(brotliDecompressSync(later.bytes)), script);
  });

  it('is sent uncompressed if the client accepts no coding', async () => {
    const { headers, bytes } = await startApp()('');
    assert.equal(headers.get('content-encoding'), null);
    assert.deepEqual(bytes, script);
  });
});
