import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { makeJpeg } from '../server/src/testing/images/make-jpeg.ts';
import { type Client, createMember, waitFor } from './api-client.ts';
import { uploadPhotos } from './seed.ts';
import { startVitrine, type VitrineProcess } from './vitrine-process.ts';

const crashes = 10;
const photoCount = 100;

type Listed = { items: { id: string; status: string }[]; nextCursor: string | null };

async function listOwn(client: Client): Promise<Listed['items']> {
  const items: Listed['items'] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const page: Listed = (await client.call('GET', `/me/photos?limit=200${query}`)).body;
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return items;
}

/** Returns the ids of all descendant processes. */
function descendantsOf(pid: number): number[] {
  const path = `/proc/${pid}/task/${pid}/children`;
  if (!existsSync(path)) return [];
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .map(Number)
    .filter((child) => parentOf(child) === pid);
  return [...children, ...children.flatMap(descendantsOf)];
}

function processStatusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

const parentOf = (pid: number) => Number(/^PPid:\s+(\d+)/mu.exec(processStatusOf(pid))?.[1]);

/** Reports whether a process runs. A zombie (`Z`, proc(5)) has ended; its parent may take a while to reap it. */
const isAlive = (pid: number) => /^State:\s+[^ZX\s]/mu.test(processStatusOf(pid));

/** Kills the server, waits for pending requests and render processes to end, and restarts it. */
async function crash(vitrine: VitrineProcess, asked: Promise<unknown>): Promise<void> {
  const children = descendantsOf(vitrine.pid);
  await vitrine.end('SIGKILL');
  await asked;
  await waitFor(
    async () => children.filter(isAlive),
    (left) => left.length === 0,
  );
  await vitrine.restart();
}

describe('a server that crashes at a random moment', () => {
  it(`loses no acknowledged photo in ${crashes} crashes during ${photoCount} uploads`, async () => {
    await using vitrine = await startVitrine();
    const client = await createMember(vitrine, 'ada');
    const pictures = await Promise.all(
      Array.from({ length: photoCount }, (_, index) =>
        makeJpeg({ width: 1800, height: 1200, hue: index * 3.5 }),
      ),
    );
    const acknowledged = new Set<string>();

    for (let round = 0; round <= crashes; round += 1) {
      const isLast = round === crashes;
      const uploads = (async () => {
        for (const [index, bytes] of pictures.entries()) {
          const id = await client.upload(bytes, `photo-${index}.jpg`);
          if (id) acknowledged.add(id);
        }
      })();
      if (!isLast) {
        // Crash at any moment between the first request and the rendering of uploaded files.
        await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 2500));
        await crash(vitrine, uploads);
      } else await uploads;
    }

    assert.equal(acknowledged.size, photoCount, 'every file is uploaded in the end');
    const photos = await waitFor(
      () => listOwn(client),
      (items) => items.every(({ status }) => status !== 'processing'),
    );
    const statusOf = new Map(photos.map(({ id, status }) => [id, status]));
    for (const id of acknowledged) assert.equal(statusOf.get(id), 'ready', `photo ${id}`);
    assert.equal(photos.length, photoCount, 'no photo is duplicated');

    const sweep = await vitrine.run('--json', 'sweep', '--include-recent');
    assert.equal(sweep.code, 0, sweep.stdout + sweep.stderr);
    assert.deepEqual(JSON.parse(sweep.stdout).findings, []);
  });

  it(`deletes all requested photos and nothing else in ${crashes} crashes`, async () => {
    await using vitrine = await startVitrine();
    const client = await createMember(vitrine, 'ada');
    const ids = await uploadPhotos(client, 24);
    const [kept, unwanted] = [ids.slice(0, 4), ids.slice(4)];
    const discard = async (photoIds: readonly string[]) => {
      const trashed = await client.call('POST', '/photos/bulk', { photoIds, action: 'delete' });
      return [trashed.status, (await client.call('DELETE', '/me/trash')).status];
    };
    for (let round = 0; round < crashes; round += 1) {
      const asked = discard(unwanted.slice(round * 2, round * 2 + 2)).catch(() => undefined);
      // Crash at any moment between the first change and the deletion of files.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
      await crash(vitrine, asked);
    }
    for (const status of await discard(unwanted)) assert.ok(status < 300, `answered ${status}`);

    const photos = await listOwn(client);
    assert.deepEqual(photos.map(({ id }) => id).sort(), kept.toSorted());
    assert.ok(photos.every(({ status }) => status === 'ready'));
    await waitFor(
      async () => JSON.parse((await vitrine.run('--json', 'sweep', '--include-recent')).stdout),
      ({ findings }) => findings.length === 0,
    );
  });

  it('exits cleanly on SIGTERM during rendering and leaves no child process', async () => {
    await using vitrine = await startVitrine();
    const client = await createMember(vitrine, 'ada');
    for (let hue = 0; hue < 4; hue += 1)
      await client.upload(await makeJpeg({ width: 3000, height: 2000, hue }), `${hue}.jpg`);
    const children = await waitFor(
      async () => descendantsOf(vitrine.pid),
      (found) => found.length > 0,
    );
    assert.equal(await vitrine.end('SIGTERM'), 0, vitrine.output());
    assert.deepEqual(children.filter(isAlive), []);
  });
});
