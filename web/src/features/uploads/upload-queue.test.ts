import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Photo } from '../../api/types.ts';
import type { UploadPorts } from './run-upload.ts';
import { UploadFault } from './upload-fault.ts';
import { createUploadQueue } from './upload-queue.ts';

const photo = (id: string, changes: Partial<Photo> = {}) =>
  ({ id, status: 'uploading', statusReason: null, ...changes }) as Photo;
const jpeg = (name: string, size = 10) => new File(['x'.repeat(size)], name, { type: 'image/jpeg' });
const target = { url: 'https://store.example/', headers: {} };

/** Uploads that all go well, unless a part is replaced. */
function setUp(parts: Partial<UploadPorts> = {}) {
  const calls: string[] = [];
  const pauses: number[] = [];
  const announced: Photo[] = [];
  const ports: UploadPorts = {
    hash: async (file) => `sha of ${file.name}`,
    begin: async ({ file }) => ({ photo: photo(file.name), target }),
    send: async (_target, file, onProgress) => onProgress(file.size),
    complete: async (id) => photo(id, { status: 'processing' }),
    giveUp: async (id) => void calls.push(`give up ${id}`),
    pause: async (milliseconds) => void pauses.push(milliseconds),
    ...parts,
  };
  const queue = createUploadQueue({
    ports,
    atOnce: 3,
    now: () => 0,
    schedule: queueMicrotask,
    onPhoto: (told) => announced.push(told),
    onGone: (id) => calls.push(`${id} gone`),
  });
  const states = () => queue.getSnapshot().items.map((item) => item.state);
  const reasons = () => queue.getSnapshot().items.map((item) => item.reason);
  return { queue, states, reasons, calls, pauses, announced };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Answers in the order given, the last one for good. */
function inTurn<T>(...answers: (T | UploadFault)[]) {
  let call = 0;
  return async (): Promise<T> => {
    const now = answers[Math.min(call, answers.length - 1)] as T | UploadFault;
    call += 1;
    if (now instanceof UploadFault) throw now;
    return now;
  };
}

describe('upload queue', () => {
  it('brings files to where the server prepares them, and learns when they are ready', async () => {
    const { queue, states, announced } = setUp();
    queue.add([jpeg('a.jpg'), jpeg('b.jpg')]);
    await settled();
    assert.deepEqual(states(), ['processing', 'processing']);
    queue.photoChanged(photo('a.jpg', { status: 'ready' }));
    queue.photoChanged(photo('b.jpg', { status: 'rejected', statusReason: 'Not a picture.' }));
    await settled();
    assert.deepEqual(states(), ['ready', 'refused']);
    assert.deepEqual(queue.getSnapshot().items[1]?.reason, { detail: 'Not a picture.' });
    assert.ok(announced.some(({ id, status }) => id === 'a.jpg' && status === 'uploading'));
  });

  it('refuses before sending what cannot be taken, and says why', async () => {
    const { queue, states, reasons } = setUp();
    queue.add([new File(['a'], 'a.pdf', { type: 'application/pdf' }), jpeg('empty.jpg', 0)]);
    await settled();
    assert.deepEqual(states(), ['refused', 'refused']);
    assert.deepEqual(reasons(), ['type', 'empty']);
  });

  it('sends three files at once, and the next when one is through', async () => {
    const doors: (() => void)[] = [];
    const { queue, states } = setUp({
      send: () => new Promise<void>((resolve) => doors.push(resolve)),
    });
    queue.add(Array.from({ length: 5 }, (_, at) => jpeg(`${at}.jpg`)));
    await settled();
    assert.deepEqual(states(), ['sending', 'sending', 'sending', 'waiting', 'waiting']);
    doors[1]?.();
    await settled();
    assert.deepEqual(states(), ['sending', 'processing', 'sending', 'sending', 'waiting']);
  });

  it('tells files that are here already from new ones', async () => {
    const { queue, states } = setUp({
      begin: async ({ file }) => ({ photo: photo(file.name, { status: 'ready' }), target: undefined }),
    });
    queue.add([jpeg('a.jpg')]);
    await settled();
    assert.deepEqual(states(), ['duplicate']);
  });

  it('sends a file once that was picked twice', async () => {
    const { queue, states } = setUp({ begin: async () => ({ photo: photo('same'), target }) });
    queue.add([jpeg('a.jpg'), jpeg('copy of a.jpg')]);
    await settled();
    assert.deepEqual(states().toSorted(), ['duplicate', 'processing']);
  });

  it('tries again later, waiting longer each time or as long as it is told', async () => {
    const { queue, states, pauses } = setUp({
      send: inTurn<void>(
        new UploadFault('retry', 'offline'),
        new UploadFault('retry', 'offline'),
        new UploadFault('retry', 'unknown', 7000),
        undefined,
      ),
    });
    queue.add([jpeg('a.jpg')]);
    await settled();
    assert.deepEqual(states(), ['processing']);
    assert.deepEqual(pauses, [1000, 2000, 7000]);
  });

  it('fails when it has tried often enough, and starts anew when asked to', async () => {
    let isOffline = true;
    const { queue, states, reasons } = setUp({
      begin: async ({ file }) => {
        if (isOffline) throw new UploadFault('retry', 'offline');
        return { photo: photo(file.name), target };
      },
    });
    queue.add([jpeg('a.jpg')]);
    await settled();
    assert.deepEqual(states(), ['failed']);
    assert.deepEqual(reasons(), ['offline']);
    isOffline = false;
    queue.retry([1]);
    await settled();
    assert.deepEqual(states(), ['processing']);
  });

  it('asks for another address when one has expired', async () => {
    const targets: string[] = [];
    let round = 0;
    const { queue, states } = setUp({
      begin: async ({ file }) => {
        round += 1;
        return { photo: photo(file.name), target: { url: `address ${round}`, headers: {} } };
      },
      send: async ({ url }) => {
        targets.push(url);
        if (targets.length === 1) throw new UploadFault('renew', 'unknown');
      },
    });
    queue.add([jpeg('a.jpg')]);
    await settled();
    assert.deepEqual(states(), ['processing']);
    assert.deepEqual(targets, ['address 1', 'address 2']);
  });

  it('does not ask for addresses without end', async () => {
    const { queue, states } = setUp({ send: inTurn<void>(new UploadFault('renew', 'unknown')) });
    queue.add([jpeg('a.jpg')]);
    await settled();
    assert.deepEqual(states(), ['failed']);
  });

  it('cancels a file under way, gives its photo up and goes on with the next', async () => {
    const { queue, states, calls } = setUp({
      send: (_target, file, _onProgress, signal) =>
        new Promise<void>((resolve, reject) => {
          if (file.name === 'b.jpg') resolve();
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
    });
    queue.add([jpeg('a.jpg'), jpeg('b.jpg')]);
    await settled();
    queue.cancel([1]);
    await settled();
    assert.deepEqual(states(), ['cancelled', 'processing']);
    assert.deepEqual(calls, ['give up a.jpg', 'a.jpg gone']);
  });

  it('announces files for the album that they were picked for', async () => {
    const albums: (string | undefined)[] = [];
    const { queue } = setUp({
      begin: async ({ file, albumId }) => {
        albums.push(albumId);
        return { photo: photo(file.name), target };
      },
    });
    queue.add([jpeg('a.jpg')], 'album');
    queue.add([jpeg('b.jpg')]);
    await settled();
    assert.deepEqual(albums, ['album', undefined]);
  });

  it('counts bytes and files, and forgets what is over', async () => {
    const { queue } = setUp();
    queue.add([jpeg('a.jpg', 30), jpeg('b.jpg', 70), jpeg('empty.jpg', 0)]);
    await settled();
    const { totals } = queue.getSnapshot();
    assert.deepEqual(
      [totals.count, totals.processing, totals.troubled, totals.bytes, totals.sentBytes],
      [3, 2, 1, 100, 100],
    );
    queue.photoChanged(photo('a.jpg', { status: 'ready' }));
    queue.clear();
    await settled();
    assert.deepEqual(
      queue.getSnapshot().items.map(({ file }) => file.name),
      ['b.jpg'],
    );
  });
});
