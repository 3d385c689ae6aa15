import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { apiBase } from '@vitrine/contract/api.ts';
import { startApp } from '../testing/app/test-app.ts';

const megabyte = 1024 * 1024;

describe('a request body that is too long', () => {
  /** Sends a body. Returns the status and how much of the body the server read. */
  async function send(megabytes: number) {
    await using app = await startApp();
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        if (sent === megabytes) return controller.close();
        sent += 1;
        controller.enqueue(new Uint8Array(megabyte));
      },
    });
    const headers = { 'content-type': 'application/json', 'content-length': String(megabytes * megabyte) };
    const init: RequestInit & { duplex: string } = { method: 'POST', headers, body, duplex: 'half' };
    const { status } = await app.withOptions({}).request(`${apiBase}/session`, init);
    return { status, sent };
  }

  it('is read before it is refused, so that the client receives the response', async () => {
    assert.deepEqual(await send(3), { status: 413, sent: 3 });
  });

  it('is read only up to a limit', async () => {
    const { status, sent } = await send(1000);
    assert.equal(status, 413);
    assert.ok(sent < 30, `${sent} MB were taken in`);
  });
});
