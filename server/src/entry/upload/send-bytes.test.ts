import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { sendBytes } from './send-bytes.ts';

describe('bytes that the store refuses', () => {
  let directory: string;
  let server: Server;
  let answer: { status: number; body: string };
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vitrine-send-'));
    await writeFile(join(directory, 'a.jpg'), 'bytes');
    server = createServer((request, response) => {
      request.resume().on('end', () => response.writeHead(answer.status).end(answer.body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(directory, { recursive: true });
  });

  const send = (status: number, code: string) => {
    answer = { status, body: `<Error><Code>${code}</Code></Error>` };
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const target = { method: 'PUT' as const, url, headers: {}, expiresAt: '' };
    return sendBytes(target, { path: join(directory, 'a.jpg') }, { start: 0, bytes: 5 });
  };

  for (const [meaning, what, status, code] of [
    [403, 'the keys that signed the address have expired', 400, 'ExpiredToken'],
    [408, 'they came too slowly', 400, 'RequestTimeout'],
    [503, 'another attempt is under way', 409, 'ConditionalRequestConflict'],
    [400, 'they are others', 400, 'BadDigest'],
    [503, 'it asks for fewer requests', 503, 'SlowDown'],
  ] as const)
    it(`are reported as ${meaning} if ${what}`, async () => {
      await assert.rejects(send(status, code), { name: 'ApiError', status: meaning });
    });

  it('are no failure if the store already has them', () => send(412, 'PreconditionFailed'));
});
