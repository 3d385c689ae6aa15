import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Photo } from '../../api/types.ts';
import type { FilePart, UploadPorts, UploadRequest } from './run-upload.ts';
import { UploadError } from './upload-error.ts';
import { createUploadQueue } from './upload-queue.ts';

const photo = (id: string, changes: Partial<Photo> = {}) =>
  ({ id, status: 'uploading', statusReason: null, ...changes }) as Photo;
const jpeg = (name: string, size = 10) => new File(['x'.repeat(size)], name, { type: 'image/jpeg' });
const targetOf = (url: string) => ({ url: `https://store.example/${url}`, headers: {} });
/** The single part of a file that is sent whole. */
const whole = ({ name, size }: File): FilePart[] => [{ start: 0, bytes: size, target: targetOf(name) }];
/** Parts of four bytes, of which these have arrived. */
const inParts = ({ size }: File, ...arrived: number[]): FilePart[] =>
  Array.from({ length: Math.ceil(size / 4) }, (_, index) => ({
    start: index * 4,
    bytes: Math.min(4, size - index * 4),
    target: arrived.includes(index) ? undefined : targetOf(`${index}`),
  }));

/** Creates a queue whose uploads succeed, unless a port is replaced. */
function setUp(parts: Partial<UploadPorts> = {}) {
  const calls: string[] = [];
  const pauses: number[] = [];
  const announced: Photo[] = [];
  const ports: UploadPorts = {
    examine: async () => undefined,
    hash: async (file) => ({ sha256: `sha of ${file.name}`, parts: [`sha of ${file.name}`] }),
    begin: async ({ file }) => ({ photo: photo(file.name), parts: whole(file) }),
    send: async (_target, part, onProgress) => onProgress(part.size),
    complete: async (id) => photo(id, { status: 'processing' }),
    cancel: async (id) => void calls.push(`give up ${id}`),
    share: async (ids) => ids,
    pause: async (milliseconds) => void pauses.push(milliseconds),
    isOnline: () => true,
    ...parts,
  };
  const queue = createUploadQueue({
    ports,
    concurrency: 3,
    now: () => 0,
    schedule: queueMicrotask,
    onPhoto: (told) => announced.push(told),
    onCancelled: (id) => calls.push(`${id} gone`),
    onShared: (ids, { visibility }) => calls.push(`${ids.join(' ')} ${visibility}`),
  });
  const states = () => queue.getSnapshot().items.map((item) => item.state);
  const reasons = () => queue.getSnapshot().items.map((item) => item.reason);
  return { queue, states, reasons, calls, pauses, announced };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

async function fail(): Promise<never> {
  throw new Error('nothing may be announced');
}

/** Returns the answers in order, the last one repeatedly. */
function inTurn<T>(...answers: (T | UploadError)[]) {
  let call = 0;
  return async (): Promise<T> => {
    const now = answers[Math.min(call, answers.length - 1)] as T | UploadError;
    call += 1;
    if (now instanceof UploadError) throw now;
    return now;
  };
}

describe('upload queue', () => {
  it('names an unsupported format before sending anything', async () => {
    const refusal = 'This is a JPEG XL picture.';
    const { queue, states, reasons, calls } = setUp({ examine: async () => ({ refusal }), begin: fail });
    queue.add([new File(['x'], 'a.jxl', { type: 'image/jxl' }), jpeg('renamed.jpg')]);
    await settled();
    await settled();
    assert.deepEqual(states(), ['refused', 'refused']);
    assert.deepEqual(reasons(), [{ detail: refusal }, { detail: refusal }]);
    assert.deepEqual(calls, []);
  });

  it('accepts a picture without a known name or type', async () => {
    const { queue, states } = setUp({ examine: async () => ({ taken: 'jpeg' }) });
    queue.add([new File(['x'], 'picture', { type: '' })]);
    await settled();
    await settled();
    assert.deepEqual(states(), ['processing']);
  });

  it('uploads files and follows them until they are ready', async () => {
    const { queue, states, announced } = setUp();
    queue.add([jpeg('a.jpg'), jpeg('b.jpg')]);
    await settled();
    assert.deepEqual(states(), ['processing', 'processing']);
    queue.updatePhoto(photo('a.jpg', { status: 'ready' }));
    queue.updatePhoto(photo('b.jpg', { status: 'rejected', statusReason: 'Not a picture.' }));
    await settled();
    assert.deepEqual(states(), ['ready', 'refused']);
    assert.deepEqual(queue.getSnapshot().items[1]?.reason, { detail: 'Not a picture.' });
    assert.ok(announced.some(({ id, status }) => id === 'a.jpg' && status === 'uploading'));
  });

  it('begins uploads in the chosen order, however long each file takes to hash', async () => {
    const order: string[] = [];
    const hashed = new Map<string, () => void>();
    const { queue, states } = setUp({
      hash: (file) =>
        new Promise((resolve) => {
          hashed.set(file.name, () => resolve({ sha256: file.name, parts: [file.name] }));
        }),
      begin: async ({ file }) => {
        order.push(file.name);
        if (file.name === 'b.jpg') throw new UploadError('stop', 'unknown');
        return { photo: photo(file.name), parts: whole(file) };
      },
    });
    queue.add(['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'].map((name) => jpeg(name)));
    for (const name of ['c.jpg', 'b.jpg', 'a.jpg', 'd.jpg']) {
      await settled();
      hashed.get(name)?.();
    }
    await settled();
    assert.deepEqual(order, ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg']);
    assert.deepEqual(states(), ['processing', 'failed', 'processing', 'processing']);
  });

  it('does not let a cancelled file delay the others', async () => {
    const { queue, states } = setUp({
      hash: (file, signal) =>
        file.name === 'a.jpg'
          ? new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
          : Promise.resolve({ sha256: file.name, parts: [file.name] }),
    });
    queue.add(['a.jpg', 'b.jpg'].map((name) => jpeg(name)));
    await settled();
    queue.cancel([1]);
    await settled();
    assert.deepEqual(states(), ['cancelled', 'processing']);
  });

  it('refuses unsupported files before sending them, with a reason', async () => {
    const { queue, states, reasons } = setUp();
    queue.add([new File(['a'], 'a.pdf', { type: 'application/pdf' }), jpeg('empty.jpg', 0)]);
    await settled();
    assert.deepEqual(states(), ['refused', 'refused']);
    assert.deepEqual(reasons(), ['type', 'empty']);
  });

  it('sends three files at once and the next when one ends', async () => {
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

  it('distinguishes duplicates from new files', async () => {
    const { queue, states } = setUp({
      begin: async ({ file }) => ({ photo: photo(file.name, { status: 'ready' }), parts: undefined }),
    });
    queue.add([jpeg('a.jpg')]);
    await settled();
    assert.deepEqual(states(), ['duplicate']);
  });

  it('sends a file chosen twice only once', async () => {
    const { queue, states } = setUp({
      begin: async ({ file }) => ({ photo: photo('same'), parts: whole(file) }),
    });
    queue.add([jpeg('a.jpg'), jpeg('copy of a.jpg')]);
    await settled();
    assert.deepEqual(states().toSorted(), ['duplicate', 'processing']);
  });

  it('retries with backoff or after the requested delay', async () => {
    const { queue, states, pauses } = setUp({
      send: inTurn<void>(
        new UploadError('retry', 'offline'),
        new UploadError('retry', 'offline'),
        new UploadError('retry', 'unknown', 7000),
        undefined,
      ),
    });
    queue.add([jpeg('a.jpg')]);
    await settled();
    assert.deepEqual(states(), ['processing']);
    assert.deepEqual(pauses, [1000, 2000, 7000]);
  });

  it('fails after the last attempt and restarts on request', async () => {
    let isOffline = true;
    const { queue, states, reasons } = setUp({
      begin: async ({ file }) => {
        if (isOffline) throw new UploadError('retry', 'offline');
        return { photo: photo(file.name), parts: whole(file) };
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

  it('waits while offline without counting attempts', async () => {
    const longEnough = 2 * 3_600_000;
    let waited = 0;
    const { queue, states } = setUp({
      begin: async ({ file }) => {
        if (waited < longEnough) throw new UploadError('retry', 'offline');
        return { photo: photo(file.name), parts: whole(file) };
      },
      isOnline: () => waited >= longEnough,
      pause: async (milliseconds) => {
        waited += milliseconds;
      },
    });
    queue.add([jpeg('a.jpg')]);
    const deadline = performance.now() + 30_000;
    while (states()[0] !== 'processing' && states()[0] !== 'failed' && performance.now() < deadline)
      await settled();
    assert.deepEqual(states(), ['processing']);
  });

  it('retries only uploads that lost the connection once it is back', async () => {
    let isOver = false;
    const { queue, states } = setUp({
      begin: async ({ file }) => {
        if (isOver) return { photo: photo(file.name), parts: whole(file) };
        throw file.name === 'full.jpg'
          ? new UploadError('stop', { detail: 'There is no room left.' })
          : new UploadError('retry', 'offline');
      },
    });
    queue.add([jpeg('a.jpg'), jpeg('full.jpg')]);
    await settled();
    assert.deepEqual(states(), ['failed', 'failed']);
    isOver = true;
    queue.retryOffline();
    await settled();
    assert.deepEqual(states(), ['processing', 'failed']);
  });

  it('requests a new URL when one has expired', async () => {
    const targets: string[] = [];
    let round = 0;
    const { queue, states } = setUp({
      begin: async ({ file }) => {
        round += 1;
        return {
          photo: photo(file.name),
          parts: [{ start: 0, bytes: file.size, target: targetOf(`${round}`) }],
        };
      },
      send: async ({ url }) => {
        targets.push(url);
        if (targets.length === 1) throw new UploadError('renew', 'unknown');
      },
    });
    queue.add([jpeg('a.jpg')]);
    await settled();
    assert.deepEqual(states(), ['processing']);
    assert.deepEqual(targets, [targetOf('1').url, targetOf('2').url]);
  });

  it('limits the number of renewed URLs', async () => {
    const { queue, states } = setUp({ send: inTurn<void>(new UploadError('renew', 'unknown')) });
    queue.add([jpeg('a.jpg')]);
    await settled();
    assert.deepEqual(states(), ['failed']);
  });

  it('cancels an active file, cancels its photo and continues with the next', async () => {
    const { queue, states, calls } = setUp({
      send: ({ url }, _part, _onProgress, signal) =>
        new Promise<void>((resolve, reject) => {
          if (url.endsWith('b.jpg')) resolve();
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

  it('cancels a photo created after its file was cancelled, unless the user has retried', async () => {
    for (const isTriedAgain of [false, true]) {
      const answering = Promise.withResolvers<void>();
      const { queue, states, calls } = setUp({
        async begin({ file }) {
          await answering.promise;
          return { photo: photo(file.name), parts: whole(file) };
        },
      });
      queue.add([jpeg('a.jpg')]);
      await settled();
      queue.cancel([1]);
      if (isTriedAgain) queue.retry([1]);
      answering.resolve();
      await settled();
      assert.deepEqual(states(), [isTriedAgain ? 'processing' : 'cancelled']);
      assert.deepEqual(calls, isTriedAgain ? [] : ['give up a.jpg', 'a.jpg gone']);
    }
  });

  describe('with a large file', () => {
    /** Sends ten bytes in three parts; `fail` returns the error of a part. */
    function sendInParts(
      begin: UploadPorts['begin'],
      fail = (_url: string): UploadError | undefined => undefined,
    ) {
      const sent: [url: string, content: string][] = [];
      const ports: Partial<UploadPorts> = {
        begin,
        async send({ url }, part, onProgress) {
          const fault = fail(url);
          if (fault) throw fault;
          await settled();
          onProgress(part.size);
          sent.push([url.slice(-1), await part.text()]);
        },
      };
      const started = setUp(ports);
      const shown: [sentBytes: number, isResumed: boolean | undefined][] = [];
      started.queue.subscribe(() => {
        const [item] = started.queue.getSnapshot().items;
        if (item?.state === 'sending') shown.push([item.sentBytes, item.isResumed]);
      });
      started.queue.add([new File(['0123456789'], 'large.jpg', { type: 'image/jpeg' })]);
      return { ...started, sent, shown };
    }
    const finished = async ({ states }: { states: () => string[] }) => {
      const deadline = performance.now() + 30_000;
      while (states()[0] !== 'processing' && states()[0] !== 'failed' && performance.now() < deadline)
        await settled();
      return states();
    };

    it('sends its parts in sequence', async () => {
      const run = sendInParts(async ({ file }) => ({ photo: photo('large'), parts: inParts(file) }));
      assert.deepEqual(await finished(run), ['processing']);
      assert.deepEqual(run.sent, [
        ['0', '0123'],
        ['1', '4567'],
        ['2', '89'],
      ]);
      assert.ok(run.shown.some(([sentBytes]) => sentBytes === 8));
      assert.ok(run.shown.every(([, isResumed]) => !isResumed));
    });

    it('resumes: sends the missing parts and counts the others as sent', async () => {
      const run = sendInParts(async ({ file }) => ({ photo: photo('large'), parts: inParts(file, 0, 2) }));
      assert.deepEqual(await finished(run), ['processing']);
      assert.deepEqual(run.sent, [['1', '4567']]);
      assert.deepEqual(run.shown.at(0), [6, true]);
      assert.deepEqual(run.shown.at(-1), [10, true]);
    });

    it('only completes an upload whose parts have all arrived', async () => {
      const run = sendInParts(async ({ file }) => ({ photo: photo('large'), parts: inParts(file, 0, 1, 2) }));
      assert.deepEqual(await finished(run), ['processing']);
      assert.deepEqual(run.sent, []);
    });

    it('retries a failed part and no earlier one', async () => {
      let failures = 2;
      const run = sendInParts(
        async ({ file }) => ({ photo: photo('large'), parts: inParts(file) }),
        (url) => (url.endsWith('1') && failures-- > 0 ? new UploadError('retry', 'offline') : undefined),
      );
      assert.deepEqual(await finished(run), ['processing']);
      assert.deepEqual(
        run.sent.map(([url]) => url),
        ['0', '1', '2'],
      );
      assert.deepEqual(run.pauses, [1000, 2000]);
    });

    it('renews expired URLs as long as there is progress', async () => {
      const arrived: number[] = [];
      let isExpired = false;
      const size = 40;
      const run = setUp({
        begin: async ({ file }) => {
          isExpired = false;
          return { photo: photo('large'), parts: inParts(file, ...arrived) };
        },
        async send({ url }) {
          if (isExpired) throw new UploadError('renew', 'unknown');
          isExpired = true;
          arrived.push(Number(url.split('/').at(-1)));
        },
      });
      run.queue.add([jpeg('large.jpg', size)]);
      assert.deepEqual(await finished(run), ['processing']);
      assert.deepEqual(
        arrived,
        Array.from({ length: size / 4 }, (_, index) => index),
      );
    });
  });

  it('adds files to the album they were chosen for', async () => {
    const albums: (string | undefined)[] = [];
    const { queue } = setUp({
      begin: async ({ file, albumId }) => {
        albums.push(albumId);
        return { photo: photo(file.name), parts: whole(file) };
      },
    });
    queue.add([jpeg('a.jpg')], 'album');
    queue.add([jpeg('b.jpg')]);
    await settled();
    assert.deepEqual(albums, ['album', undefined]);
  });

  it('counts bytes and files, and clears finished ones', async () => {
    const { queue } = setUp();
    queue.add([jpeg('a.jpg', 30), jpeg('b.jpg', 70), jpeg('empty.jpg', 0)]);
    await settled();
    const { totals } = queue.getSnapshot();
    assert.deepEqual(
      [totals.count, totals.processing, totals.failed, totals.bytes, totals.sentBytes],
      [3, 2, 1, 100, 100],
    );
    queue.updatePhoto(photo('a.jpg', { status: 'ready' }));
    queue.clear();
    await settled();
    assert.deepEqual(
      queue.getSnapshot().items.map(({ file }) => file.name),
      ['b.jpg'],
    );
  });

  describe('visibility', () => {
    const everyone = { visibility: 'public', allowDownload: true } as const;
    const nobody = { visibility: 'private', allowDownload: false } as const;
    const hidden = (id: string, changes: Partial<Photo> = {}) => photo(id, { ...nobody, ...changes });
    const asSaid = (sharing: UploadRequest['sharing']) => sharing ?? nobody;
    const complete = async (id: string) => hidden(id, { status: 'processing' });

    it('follows the account’s defaults until it is chosen', async () => {
      const said: unknown[] = [];
      const { queue, calls } = setUp({
        begin: async ({ file, sharing }) => {
          said.push(sharing);
          return { photo: hidden(file.name), parts: whole(file) };
        },
        complete,
      });
      queue.add([jpeg('a.jpg')]);
      await settled();
      assert.deepEqual([said, calls], [[undefined], []]);
      assert.equal(queue.getSnapshot().sharing, undefined);
    });

    it('applies to waiting, starting and finished uploads', async () => {
      const said = new Map<string, unknown>();
      const starting = Promise.withResolvers<void>();
      const { queue, calls } = setUp({
        begin: async ({ file, sharing }) => {
          said.set(file.name, sharing);
          if (file.name === 'b.jpg') await starting.promise;
          return { photo: photo(file.name, asSaid(sharing)), parts: whole(file) };
        },
        complete: async (id) => photo(id, { ...asSaid(said.get(id) as never), status: 'processing' }),
      });
      queue.add([jpeg('a.jpg'), jpeg('b.jpg')]);
      await settled();
      queue.setSharing(everyone);
      await settled();
      assert.deepEqual(calls, ['a.jpg public']);
      starting.resolve();
      await settled();
      queue.add([jpeg('c.jpg')]);
      await settled();
      assert.deepEqual(new Set(calls), new Set(['a.jpg public', 'b.jpg public']));
      assert.equal(said.get('c.jpg'), everyone);
      assert.equal(queue.getSnapshot().sharing, everyone);
    });

    it('does not change duplicates', async () => {
      const { queue, calls } = setUp({
        begin: async ({ file }) => ({ photo: hidden(file.name, { status: 'ready' }), parts: undefined }),
      });
      queue.add([jpeg('a.jpg')]);
      await settled();
      queue.setSharing(everyone);
      await settled();
      assert.deepEqual(calls, []);
    });

    it('ends with the last choice, even if the first one is slow', async () => {
      const kept = new Map<string, unknown>();
      const sharing = Promise.withResolvers<void>();
      let count = 0;
      const { queue } = setUp({
        begin: async ({ file }) => ({ photo: hidden(file.name), parts: whole(file) }),
        complete,
        share: async (ids, { visibility }) => {
          count += 1;
          if (count === 1) await sharing.promise;
          for (const id of ids) kept.set(id, visibility);
          return ids;
        },
      });
      queue.add([jpeg('a.jpg')]);
      await settled();
      queue.setSharing(everyone);
      await settled();
      queue.setSharing(nobody);
      sharing.resolve();
      await settled();
      assert.deepEqual([...kept], [['a.jpg', 'private']]);
    });

    it('reports a failed change and applies it when chosen again', async () => {
      let answer: readonly string[] | undefined;
      const { queue, calls } = setUp({
        begin: async ({ file }) => ({ photo: hidden(file.name), parts: whole(file) }),
        complete,
        share: async (ids) => {
          if (!answer) throw new Error('out of reach');
          return ids.filter((id) => answer?.includes(id));
        },
      });
      queue.add([jpeg('a.jpg'), jpeg('b.jpg')]);
      await settled();
      for (const [does, isFailed] of [
        [undefined, true],
        [['a.jpg'], true],
        [['b.jpg'], false],
      ] as const) {
        answer = does;
        queue.setSharing(everyone);
        await settled();
        assert.equal(queue.getSnapshot().hasSharingFailed, isFailed);
      }
      assert.deepEqual(calls, ['a.jpg public', 'b.jpg public']);
    });

    it('returns to the account’s defaults for the next uploads', async () => {
      const { queue } = setUp();
      queue.add([jpeg('a.jpg')]);
      await settled();
      queue.setSharing(everyone);
      queue.updatePhoto(photo('a.jpg', { status: 'ready' }));
      const { batch } = queue.getSnapshot();
      queue.clear();
      // Synchronously, so that the list never appears empty.
      queue.add([jpeg('b.jpg')]);
      await settled();
      assert.equal(queue.getSnapshot().sharing, undefined);
      assert.notEqual(queue.getSnapshot().batch, batch);
    });
  });
});
