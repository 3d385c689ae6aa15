import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { AccountId, PhotoId } from './ids.ts';
import { emptyTexts, feedPosition, isListed, type Photo, type PhotoStatus } from './photo.ts';
import { type PhotoEvent, type PhotoTransition, transitionPhoto } from './photo-lifecycle.ts';
import { days, hours } from './time.ts';

const noon = Date.UTC(2026, 5, 1, 12);

const announced = (change: Partial<Photo> = {}): Photo => ({
  id: 'photo' as PhotoId,
  ownerId: 'owner' as AccountId,
  ...emptyTexts,
  tags: [],
  visibility: 'public',
  showPlace: false,
  allowDownload: true,
  status: 'uploading',
  fileName: 'photo.jpg',
  bytes: 10,
  contentType: 'image/jpeg',
  sha256: 'announced',
  metadata: {},
  likeCount: 0,
  createdAt: noon,
  statusSince: noon,
  ...change,
});

const pictureOf = (revision: string) => ({
  format: 'jpeg' as const,
  width: 400,
  height: 300,
  animated: false,
  thumbhash: '',
  color: '#000000',
  renditions: [{ width: 320, height: 240, format: 'webp' as const }],
  revision,
});
const lostKeys = ['a', 'b', 'c'].map((revision) => `renditions/photo/${revision}/320.webp`);

const visibility = fc.constantFrom('public', 'unlisted', 'private');
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const tags = fc.array(fc.constantFrom('sea', 'Sea', 'sky'), { maxLength: 2 });
const event: fc.Arbitrary<PhotoEvent> = fc.oneof(
  fc.record({ type: fc.constant('arrive'), bytes: fc.integer({ min: 1, max: 99 }) }),
  fc.record({
    type: fc.constant('ready'),
    rendered: fc.record({
      metadata: fc.record({ title: fc.constantFrom('draft', ''), keywords: tags }),
      sha256: fc.constant('measured'),
      picture: fc.constantFrom('a', 'b', 'c').map(pictureOf),
    }),
    isHiddenFile: fc.boolean(),
  }),
  fc.record({ type: fc.constant('reject'), reason: fc.constant('unsound') }),
  fc.record({ type: fc.constant('delay'), reason: fc.constant('slow') }),
  fc.record({ type: fc.constant('redraw'), lostKeys: fc.constant(lostKeys) }),
  fc.record({ type: fc.constant('keepPrevious') }),
  fc.record({
    type: fc.constant('resume'),
    wishes: fc.record({ title: optional(fc.constant('wish')), visibility: optional(visibility) }),
    defaults: fc.record({ visibility, allowDownload: fc.boolean() }),
  }),
  fc.record({
    type: fc.constant('duplicateArrived'),
    duplicate: fc.record({ visibility, allowDownload: fc.boolean() }),
  }),
  fc.record({
    type: fc.constant('edit'),
    change: fc.record({ title: optional(fc.constant('edited')), visibility: optional(visibility) }),
  }),
  fc.record({ type: fc.constantFrom('addTags', 'removeTags'), tags }),
  fc.record({ type: fc.constantFrom('trash', 'restore', 'unhide') }),
  fc.record({ type: fc.constant('hide') }, { requiredKeys: ['type'] }),
  fc.record({ type: fc.constant('hide'), reason: fc.constant('same-file') }),
) as fc.Arbitrary<PhotoEvent>;

const allowed: Record<PhotoStatus, readonly PhotoStatus[]> = {
  uploading: ['uploading', 'processing'],
  processing: ['processing', 'ready', 'rejected'],
  ready: ['ready', 'processing'],
  rejected: ['rejected'],
};

type Step = { before: Photo; event: PhotoEvent; now: number; result: PhotoTransition };

/** Asserts a promise on every step of random histories. */
const holds = (promise: (step: Step) => void) =>
  fc.assert(
    fc.property(
      fc.record({ visibility }),
      fc.array(fc.tuple(event, fc.integer({ min: 0, max: hours(30) })), {
        minLength: 30,
        maxLength: 60,
        size: 'max',
      }),
      (start, history) => {
        let photo = announced(start as Partial<Photo>);
        let now = noon;
        for (const [next, wait] of history) {
          now += wait;
          const result = transitionPhoto(photo, next, now);
          promise({ before: photo, event: next, now, result });
          photo = result.photo;
        }
      },
    ),
    { numRuns: 500 },
  );

describe('the life cycle of a photo', () => {
  it('moves between states only as allowed, and never out of rejected', () =>
    holds(({ before, result }) => assert.ok(allowed[before.status].includes(result.photo.status))));

  it('publishes every change, and nothing else', () =>
    holds(({ before, result }) => {
      assert.equal(result.effects.includes('publish'), result.outcome === 'changed');
      assert.equal(result.photo === before, result.outcome !== 'changed');
      if (result.outcome === 'refused') assert.deepEqual(result.effects, []);
    }));

  it('enqueues a rendering whenever a photo begins to wait for one', () =>
    holds(({ before, result: { photo, effects } }) => {
      if (photo.status === 'processing' && before.status !== 'processing')
        assert.ok(effects.includes('render'));
      if (photo.status !== 'processing') assert.ok(!effects.includes('render'));
    }));

  it('changes the revision by a rendering alone, and never loses a picture', () =>
    holds(({ before, event: { type }, result: { photo } }) => {
      if (before.picture) assert.ok(photo.picture);
      if (type !== 'ready') assert.equal(photo.picture, before.picture);
      if (photo.status === 'ready') assert.ok(photo.picture);
      if (before.picture) assert.notEqual(photo.status, 'rejected');
    }));

  it('gives a feed position to exactly the ready, public photos that are neither hidden nor in the trash', () =>
    holds(({ before, now, result: { photo } }) => {
      const isPublic =
        photo.status === 'ready' &&
        photo.visibility === 'public' &&
        photo.hiddenAt === undefined &&
        photo.trashedAt === undefined;
      assert.equal(isListed(photo), isPublic);
      assert.equal(feedPosition(photo) !== undefined, isPublic);
      if (before.publishedAt !== undefined) assert.equal(photo.publishedAt, before.publishedAt);
      if (photo.publishedAt !== undefined) assert.ok(photo.publishedAt <= now);
    }));

  it('dates a state by its beginning', () =>
    holds(({ before, now, result: { photo } }) =>
      assert.equal(photo.statusSince, photo.status === before.status ? before.statusSince : now),
    ));

  it('keeps identity, likes and the time of the announcement', () =>
    holds(({ before, result: { photo } }) => {
      for (const field of ['id', 'ownerId', 'createdAt', 'likeCount', 'fileName'] as const)
        assert.equal(photo[field], before[field]);
    }));

  it('shows a photo to nobody new unless its owner says so', () =>
    holds(({ before, event: { type }, result: { photo } }) => {
      const reach = { private: 0, unlisted: 1, public: 2 };
      if (type !== 'edit' && type !== 'resume')
        assert.ok(reach[photo.visibility] <= reach[before.visibility]);
      if (type !== 'unhide' && before.hiddenAt !== undefined) assert.equal(photo.hiddenAt, before.hiddenAt);
    }));

  it('changes nothing when an event is repeated', () =>
    holds(({ event: repeated, now, result }) => {
      const again = transitionPhoto(result.photo, repeated, now);
      assert.notEqual(again.outcome, 'changed');
    }));

  it('places a series by the announcements, and a late photo by its rendering', () => {
    const ready = { metadata: {}, sha256: 'measured', picture: pictureOf('a') };
    const event: PhotoEvent = { type: 'ready', rendered: ready, isHiddenFile: false };
    const waiting = announced({ status: 'processing' });
    assert.equal(transitionPhoto(waiting, event, noon + hours(2)).photo.publishedAt, noon);
    assert.equal(transitionPhoto(waiting, event, noon + days(2)).photo.publishedAt, noon + days(2));
  });

  it('lists a photo that became public while its lost renditions could not be rendered again', () => {
    const redrawn = announced({ status: 'processing', visibility: 'private', picture: pictureOf('a') });
    const opened = transitionPhoto(
      redrawn,
      { type: 'edit', change: { visibility: 'public' } },
      noon + 1,
    ).photo;
    assert.equal(feedPosition(transitionPhoto(opened, { type: 'keepPrevious' }, noon + 2).photo), noon + 2);
  });
});
