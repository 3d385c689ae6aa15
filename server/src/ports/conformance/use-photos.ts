import assert from 'node:assert/strict';
import { afterEach, beforeEach } from 'node:test';
import type { Photo } from '../../domain/photo.ts';
import type { PhotoStore } from '../photos.ts';
import { buildAccount } from './builders.ts';
import type { CreateHarness, StoreHarness } from './stores.ts';

const quota = 2 ** 50;

/** Gives each test of a suite stores with one account. */
export function usePhotos(create: CreateHarness<'accounts' | 'photos' | 'likes'>) {
  const owner = buildAccount();
  const held: { harness?: StoreHarness<'accounts' | 'photos' | 'likes'> } = {};
  beforeEach(async () => {
    held.harness = await create();
    await held.harness.stores.accounts.insert(owner);
  });
  afterEach(() => held.harness?.[Symbol.asyncDispose]());

  const harness = () => {
    assert.ok(held.harness);
    return held.harness;
  };
  return {
    owner,
    harness,
    photos: (index = 0): PhotoStore => (index % 2 ? harness().elsewhere : harness().stores).photos,
    usage: async () => (await harness().stores.accounts.find(owner.id))?.usage,
    async begin(photo: Photo) {
      assert.deepEqual(await harness().stores.photos.begin(photo, quota), { outcome: 'begun' });
      return photo;
    },
  };
}
