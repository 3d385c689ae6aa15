import assert from 'node:assert/strict';
import { it } from 'node:test';
import { seconds } from '../domain/time.ts';
import { buildAccount, buildListedPhoto } from '../ports/conformance/builders.ts';
import { createPhotoCache } from './media-cache.ts';

function start() {
  const account = buildAccount();
  const photo = buildListedPhoto(account.id);
  const clock = { time: 0, now: () => clock.time };
  const state = { photo, reads: 0, tell: () => {} };
  const known = createPhotoCache({
    photos: {
      find: async () => {
        state.reads += 1;
        return state.photo;
      },
    },
    accounts: { find: async () => account },
    events: {
      subscribeToAll(listener: () => void) {
        state.tell = listener;
        return () => {};
      },
    },
    clock,
  } as unknown as Parameters<typeof createPhotoCache>[0]);
  const hide = () => {
    state.photo = { ...photo, hiddenAt: 1 };
  };
  return { known, state, clock, id: photo.id, hide };
}

it('notices within five seconds that another process hid a photo', async () => {
  const { known, clock, id, hide, state } = start();
  await known.find(id);
  hide();
  clock.time = seconds(5) - 1;
  assert.equal((await known.find(id))?.photo.hiddenAt, undefined);
  assert.equal(state.reads, 1);
  clock.time = seconds(5);
  assert.equal((await known.find(id))?.photo.hiddenAt, 1);
});

it('notices changes of this process at once', async () => {
  const { known, id, hide, state } = start();
  await known.find(id);
  hide();
  state.tell();
  assert.equal((await known.find(id))?.photo.hiddenAt, 1);
});

it('caches no failed read', async () => {
  const { known, id, state } = start();
  const { photo } = state;
  Object.defineProperty(state, 'photo', {
    configurable: true,
    get: () => {
      throw new Error('the database is away');
    },
  });
  await assert.rejects(known.find(id));
  Object.defineProperty(state, 'photo', { value: photo });
  assert.equal((await known.find(id))?.photo, photo);
});
