import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Photo } from '../../api/types.ts';
import { createFormat } from '../i18n/format.ts';
import { photoAlt, photoName } from './photo-image.ts';

const format = createFormat('en', 'UTC');
const photo = (changes: Partial<Photo>) =>
  ({
    title: '',
    altText: '',
    tags: [],
    takenAt: null,
    place: null,
    fileName: null,
    createdAt: '2026-05-03T22:00:00Z',
    owner: { username: 'maya', displayName: 'Maya Lund', avatarUrl: null },
    ...changes,
  }) as Photo;
const yosemite = { latitude: 37.745612, longitude: -119.593601 };

describe('photoName', () => {
  it('returns the title, and photoAlt the owner’s alt text', () => {
    const both = photo({ title: 'El Capitan', altText: 'A wall of granite', takenAt: '2010-05-15' });
    assert.equal(photoName(both, format), 'El Capitan');
    assert.equal(photoAlt(both, format), 'A wall of granite');
    assert.equal(photoAlt(photo({ title: 'El Capitan' }), format), 'El Capitan');
  });

  it('names an untitled photo by its date and first tags, or by its location without tags', () => {
    const takenAt = '2010-05-15T23:30:00';
    for (const [changes, name] of [
      [{ takenAt, tags: ['Yosemite'] }, 'Photo, May 15, 2010, Yosemite'],
      [{ takenAt, tags: ['Yosemite'], place: yosemite }, 'Photo, May 15, 2010, Yosemite'],
      [{ takenAt, place: yosemite }, 'Photo, May 15, 2010, 37.75° N 119.59° W'],
      [{ takenAt: '2010-05-15' }, 'Photo, May 15, 2010'],
      [{ takenAt: `${takenAt}-07:00` }, 'Photo, May 15, 2010'],
      [{ tags: ['a', 'b', 'c', 'd'] }, 'Photo, a, b, c'],
      [{ place: yosemite }, 'Photo, 37.75° N 119.59° W'],
      [{ takenAt: 'some day', tags: ['sea'] }, 'Photo, some day, sea'],
    ] as const)
      assert.equal(photoName(photo(changes as Partial<Photo>), format), name);
  });

  it('falls back to the owner’s file name, then to owner and upload date', () => {
    assert.equal(photoName(photo({ fileName: 'IMG_1.jpg' }), format), 'IMG_1.jpg');
    assert.equal(photoName(photo({}), format), 'Photo by Maya Lund, uploaded May 3, 2026');
  });
});
