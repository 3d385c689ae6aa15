import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { changePhotosInCache, removePhotosFromCache } from '../../api/photo-cache.ts';
import type { Photo } from '../../api/types.ts';
import { anyPhoto } from '../photo-grid/photo-window.ts';
import {
  createSelectionActions,
  maxSelected,
  type SelectedPhotos,
  selectedPhotosOf,
  selectionQuery,
} from './selection-actions.ts';

const url = '/me/photos?limit=50';
const photo = (number: number) =>
  ({ id: `p${number}`, visibility: 'private', renditions: [] }) as unknown as Photo;
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => photo(from + at));
const numbers = (photos: readonly Photo[]) => photos.map(({ id }) => Number(id.slice(1)));

/** A list of this many photos on the server, of which the grid has loaded a part. */
function setUp(count: number, filter = anyPhoto) {
  const client = new QueryClient();
  const asked: string[] = [];
  const errors: unknown[] = [];
  let isDisconnected = false;
  let meanwhile: (() => void) | undefined;
  let limitReports = 0;
  let loaded = { photos: [] as Photo[], hasGaps: false, isComplete: false };
  const actions = createSelectionActions({
    client,
    url,
    current: () => ({ loaded, filter }),
    onError: (error) => errors.push(error),
    onLimit: () => {
      limitReports += 1;
    },
    readPage: async (at) => {
      asked.push(at);
      if (isDisconnected) throw new Error('no connection');
      if (asked.length === 3) meanwhile?.();
      const query = new URLSearchParams(at.split('?')[1]);
      const from = Number(query.get('cursor') ?? 0);
      const to = Math.min(count, from + Number(query.get('limit')));
      return { items: range(from, to), nextCursor: to < count ? String(to) : null };
    },
  });
  const data = () => client.getQueryData<SelectedPhotos>(selectionQuery(url).queryKey);
  return {
    client,
    actions,
    asked,
    errors,
    limitReports: () => limitReports,
    hold: (from: number, to: number) => {
      loaded = {
        photos: range(from, to).filter(filter),
        hasGaps: from > 0,
        isComplete: from === 0 && to === count,
      };
    },
    disconnect: () => {
      isDisconnected = true;
    },
    /** Runs once two pages are read. */
    doMeanwhile: (work: () => void) => {
      meanwhile = work;
    },
    selected: () => numbers(selectedPhotosOf(data())),
    photos: () => selectedPhotosOf(data()),
    /** Waits until no page is being read. */
    settle: async () => {
      const deadline = performance.now() + 30_000;
      do await new Promise((resolve) => setImmediate(resolve));
      while (data()?.extent === 'reading' && performance.now() < deadline);
    },
  };
}

describe('selecting', () => {
  it('keeps photos that the list released', () => {
    const { actions, hold, selected } = setUp(5000);
    hold(0, 1000);
    for (const number of [3, 1, 2]) actions.toggle(photo(number));
    assert.deepEqual(selected(), [1, 2, 3], 'in the order shown');
    hold(2000, 3000);
    actions.toggle(photo(2500));
    assert.deepEqual(selected(), [1, 2, 3, 2500]);
    actions.toggle(photo(2500));
    assert.deepEqual(selected(), [1, 2, 3]);
  });

  it('selects all of a list of which only a part is loaded', async () => {
    const { actions, hold, asked, selected, settle } = setUp(1250);
    hold(400, 900);
    actions.selectAll();
    await settle();
    assert.deepEqual(selected(), numbers(range(0, 1250)));
    assert.equal(asked.length, 7);
  });

  it('requests nothing for a list that is loaded completely', () => {
    const { actions, hold, asked, selected } = setUp(80);
    hold(0, 80);
    actions.selectAll();
    assert.equal(selected().length, 80);
    assert.deepEqual(asked, []);
  });

  it('selects only the photos that the filter shows', async () => {
    const { actions, hold, selected, settle } = setUp(450, ({ id }) => !id.endsWith('7'));
    hold(0, 100);
    actions.selectAll();
    await settle();
    assert.equal(selected().length, 405);
  });

  it('selects a range across released photos', async () => {
    const { actions, hold, selected, settle } = setUp(5000);
    hold(0, 1000);
    actions.toggle(photo(10));
    hold(1500, 2500);
    actions.extendTo(photo(1700));
    await settle();
    assert.deepEqual(selected(), numbers(range(10, 1701)));
  });

  it('selects a range backwards, in list order, without a request', () => {
    const { actions, hold, asked, selected } = setUp(5000);
    hold(0, 1000);
    actions.toggle(photo(20));
    actions.extendTo(photo(15));
    assert.deepEqual(selected(), [15, 16, 17, 18, 19, 20]);
    assert.deepEqual(asked, []);
  });

  it('stops when the selection is cleared', async () => {
    const { actions, hold, selected, settle } = setUp(3000);
    hold(0, 1000);
    actions.selectAll();
    actions.clear();
    await settle();
    assert.deepEqual(selected(), []);
  });

  it('reports an error if the list cannot be read, and keeps the selection', async () => {
    const { actions, hold, disconnect, errors, selected, settle } = setUp(3000);
    hold(0, 1000);
    disconnect();
    actions.selectAll();
    await settle();
    assert.equal(errors.length, 1);
    assert.equal(selected().length, 1000);
  });

  it('reports when the limit is exceeded', async () => {
    const { actions, hold, limitReports, selected, settle } = setUp(maxSelected + 1);
    hold(0, 50);
    actions.selectAll();
    await settle();
    assert.equal(selected().length, maxSelected);
    assert.equal(limitReports(), 1);
  });
});

describe('the selection', () => {
  it('changes with its photos and loses deleted ones', () => {
    const { client, actions, hold, selected, photos } = setUp(5000);
    hold(0, 1000);
    actions.set(range(0, 3));
    hold(2000, 3000);
    changePhotosInCache(client, new Set(['p1']), (before) => ({ ...before, visibility: 'public' }));
    assert.deepEqual(
      photos().map(({ visibility }) => visibility),
      ['private', 'public', 'private'],
    );
    removePhotosFromCache(client, new Set(['p0']));
    assert.deepEqual(selected(), [1, 2]);
  });

  it('reaches an observer that subscribes late', (test) => {
    test.mock.timers.enable();
    const { client, actions, hold, selected } = setUp(10);
    hold(0, 10);
    const page = new QueryObserver(client, selectionQuery(url));
    test.mock.timers.tick(1000);
    const end = page.subscribe(() => undefined);
    actions.set(range(0, 3));
    assert.deepEqual(numbers(selectedPhotosOf(page.getCurrentResult().data)), selected());
    end();
  });

  it('is empty after leaving the list', () => {
    const { actions, hold, selected } = setUp(10);
    hold(0, 10);
    actions.set(range(0, 3));
    actions.leave();
    assert.deepEqual(selected(), []);
  });

  it('does not return with restored photos', () => {
    const { client, actions, hold, selected } = setUp(5000);
    hold(0, 1000);
    actions.set(range(0, 3));
    const rollback = removePhotosFromCache(client, new Set(['p0', 'p1']));
    rollback();
    assert.deepEqual(selected(), [2]);
  });

  it('includes changes made while the list was being read', async () => {
    const { client, actions, hold, doMeanwhile, selected, photos, settle } = setUp(1250);
    hold(400, 900);
    doMeanwhile(() => {
      changePhotosInCache(client, new Set(['p1', 'p450']), (before) => ({ ...before, visibility: 'public' }));
      removePhotosFromCache(client, new Set(['p0']));
    });
    actions.selectAll();
    await settle();
    assert.deepEqual(numbers(photos().filter(({ visibility }) => visibility === 'public')), [1, 450]);
    assert.deepEqual(selected(), numbers(range(1, 1250)));
  });
});
