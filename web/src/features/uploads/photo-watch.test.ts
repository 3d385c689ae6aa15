import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import type { Photo } from '../../api/types.ts';
import { createPhotoWatch, type PhotoListener } from './photo-watch.ts';

const ready = (id: string) => ({ id, status: 'ready' }) as Photo;

function setUp(readPhoto: (id: string) => Promise<Photo | undefined>) {
  const told: string[] = [];
  const streams = { opened: 0, closed: 0 };
  let news: PhotoListener | undefined;
  const watch = createPhotoWatch({
    openStream: (given) => {
      news = given;
      streams.opened += 1;
      return {
        isOpen: false,
        close: () => {
          streams.closed += 1;
        },
      };
    },
    readPhoto,
    onPhoto: ({ id }) => told.push(id),
    onGone: (id) => told.push(`${id} gone`),
  });
  return { watch, told, streams, stream: () => news };
}

describe('photo watch', () => {
  it('keeps one stream open while uploads are active', () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const { watch, streams, told, stream } = setUp(async () => undefined);
    watch.watch([], true);
    watch.watch(['a'], true);
    stream()?.onPhoto(ready('a'));
    watch.watch([], false);
    assert.deepEqual(streams, { opened: 1, closed: 1 });
    assert.deepEqual(told, ['a']);
    mock.timers.reset();
  });

  it('polls if events do not arrive, until nothing is watched', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const { watch, told } = setUp(async (id) => (id === 'gone' ? undefined : ready(id)));
    watch.watch(['a', 'gone'], false);
    mock.timers.tick(1500);
    await new Promise(setImmediate);
    assert.deepEqual(told, ['a', 'gone gone']);
    watch.watch([], false);
    mock.timers.tick(60_000);
    await new Promise(setImmediate);
    assert.equal(told.length, 2);
    mock.timers.reset();
  });
});
