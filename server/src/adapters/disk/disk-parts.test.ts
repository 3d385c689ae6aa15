import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, statSync, watch } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createSecrets } from '../node-crypto/secrets.ts';
import { createDiskBlobs } from './disk-blobs.ts';
import { createDiskEndpoint } from './disk-endpoint.ts';
import { openGate } from './testing/open-gate.ts';

const clock = { now: () => Date.now() };
const secrets = createSecrets(new Uint8Array(32).fill(7), clock);
const megabyte = 1024 * 1024;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const pieces = [randomBytes(8 * megabyte), randomBytes(8 * megabyte), randomBytes(8 * megabyte)];
const lengths = pieces.map((piece) => piece.byteLength);
const key = 'originals/01890a5d-ac96';

/* Reports when the copy begins, so that the test can kill the process at any later point. */
const program = `
  const { createDiskBlobs } = await import(${JSON.stringify(import.meta.resolve('./disk-blobs.ts'))});
  const { createSecrets } = await import(${JSON.stringify(import.meta.resolve('../node-crypto/secrets.ts'))});
  const secrets = createSecrets(new Uint8Array(32).fill(7), { now: () => Date.now() });
  const blobs = createDiskBlobs({ directory: process.argv[1], publicUrl: '', secrets });
  process.stdout.write('begins');
  await blobs.completeParts({ key: '${key}', lengths: ${JSON.stringify(lengths)} });
`;

describe('an object on disk whose parts are joined', () => {
  let directory: string;
  const open = () => createDiskBlobs({ directory, publicUrl: 'http://localhost', secrets });

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vitrine-disk-'));
  });
  after(() => rm(directory, { recursive: true }));

  async function sendAll(): Promise<void> {
    const endpoint = createDiskEndpoint({ directory, secrets, clock });
    const targets = await open().beginParts({
      key,
      contentType: 'image/png',
      parts: pieces.map((piece) => ({ bytes: piece.byteLength, sha256: sha256(piece) })),
      mayHaveBegun: true,
      expiresAt: Date.now() + 60_000,
    });
    for (const [index, target] of targets.entries()) {
      const body = pieces[index];
      assert.ok(target && body);
      const headers = { ...target.headers, 'Content-Length': String(body.byteLength) };
      await endpoint(
        new Request(target.url, { method: 'PUT', headers, body, duplex: 'half' } as RequestInit),
        openGate,
      );
    }
  }

  /** Returns the size of the draft so far. */
  function draftBytes(): number {
    try {
      const drafts = join(directory, '.unfinished');
      const sizes = readdirSync(drafts).map((name) => statSync(join(drafts, name)).size);
      return Math.max(-1, ...sizes);
    } catch {
      // The draft does not exist yet, or no longer.
      return -1;
    }
  }

  const isPublished = () => {
    try {
      return statSync(join(directory, 'originals', '01890a5', '01890a5d-ac96')).isFile();
    } catch {
      return false;
    }
  };

  for (const [when, isReached] of [
    ['as it begins', () => true],
    ['while the first part is copied', () => draftBytes() > 0],
    ['while the last part is copied', () => draftBytes() > 16 * megabyte],
    ['after it was published', isPublished],
  ] as const)
    it(`is whole, or absent and can still be completed, if the process is killed ${when}`, async () => {
      await open().remove([key]);
      await sendAll();
      const child = spawn(process.execPath, ['--input-type=module', '-e', program, directory], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = once(child, 'exit');
      await once(child.stdout, 'data');
      const deadline = Date.now() + 30_000;
      while (!isReached() && !isPublished()) assert.ok(Date.now() < deadline, 'never reached');
      child.kill('SIGKILL');
      await ended;

      const found = await open().head(key);
      assert.ok(found === undefined || found.bytes === 24 * megabyte, `${found?.bytes}`);
      assert.equal(await open().completeParts({ key, lengths }), true);
      const path = join(directory, `whole-${when}`);
      assert.ok(await open().readToFile(key, path));
      assert.ok((await readFile(path)).equals(Buffer.concat(pieces)));
      assert.deepEqual((await open().listBegunParts({ prefix: '', limit: 10 })).items, []);
      await open().removeUnfinished(Number.POSITIVE_INFINITY);
      assert.equal(draftBytes(), -1);
    });

  it('is copied once for concurrent requests', async () => {
    await open().remove([key]);
    await sendAll();
    const blobs = open();
    const drafts = join(directory, '.unfinished');
    const names = new Set<string>();
    const watching = new AbortController();
    const isOver = Promise.withResolvers<void>();
    watch(drafts, { signal: watching.signal }, (_event, name) => {
      if (name === 'last') isOver.resolve();
      else if (name) names.add(name);
    });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => blobs.completeParts({ key, lengths })),
    );
    // File system events arrive in order, so this one follows all earlier ones.
    await writeFile(join(drafts, 'last'), '');
    await isOver.promise;
    watching.abort();
    assert.ok(answers.every((answer) => answer));
    assert.equal(names.size, 1);
  });
});
