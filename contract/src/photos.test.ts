import assert from 'node:assert/strict';
import { it } from 'node:test';
import { photoSchema } from './photo.ts';
import { photoChangeBody } from './photos.ts';

it('returns every field of a photo that its owner edits', () => {
  const missing = Object.keys(photoChangeBody.shape).filter((field) => !(field in photoSchema.shape));
  assert.deepEqual(missing, []);
});
