import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { days } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { type Gallery, startGallery } from '../../testing/gallery.ts';
import type { Person } from '../../testing/person.ts';
import { makeJpeg } from '../../testing/pictures.ts';
import { renderPhoto } from './render-photo.ts';

describe('rendering that fails for no known reason', () => {
  let gallery: Gallery;
  let owner: Person;
  before(async () => {
    gallery = await startGallery();
    owner = await gallery.member('owner');
  });
  after(() => gallery[Symbol.asyncDispose]());

  const failing = async () => {
    throw new Error('out of luck');
  };
  const later = (milliseconds: number): Ports => ({
    ...gallery.ports,
    images: { ...gallery.ports.images, render: failing },
    clock: { now: () => gallery.ports.clock.now() + milliseconds },
  });
  const statusOf = async (id: string) => (await owner.get(`/photos/${id}`)).body.status;

  it('is tried again for a day, then told to the uploader', async () => {
    const { id } = await owner.upload(await makeJpeg({ hue: 10 }));
    await assert.rejects(renderPhoto(later(days(1) - 60_000), id), /out of luck/u);
    assert.equal(await statusOf(id), 'processing');
    await renderPhoto(later(days(1) + 60_000), id);
    const { body } = await owner.get(`/photos/${id}`);
    assert.equal(body.status, 'rejected');
    assert.match(body.statusReason, /tried for a day/u);
  });

  it('never costs the original of a photo that was ready before', async () => {
    const { id } = await owner.upload(await makeJpeg({ hue: 20 }));
    await gallery.work();
    await gallery.ports.photos.change(id, (photo) => ({ ...photo, status: 'processing' }));
    await assert.rejects(renderPhoto(later(days(9)), id), /out of luck/u);
    assert.equal(await statusOf(id), 'processing');
    await gallery.ports.jobs.enqueue({ name: 'render-photo', payload: { photoId: id } });
    await gallery.work();
    assert.equal(await statusOf(id), 'ready');
  });
});
