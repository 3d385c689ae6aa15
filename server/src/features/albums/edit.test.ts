import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { AlbumId, PhotoId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';
import { startApp, type TestApp } from '../../testing/app/test-app.ts';
import type { TestClient } from '../../testing/app/test-client.ts';
import { makeJpeg } from '../../testing/images/make-jpeg.ts';
import { deleteAlbum } from './edit.ts';

describe('an album that is deleted with its photos', () => {
  let app: TestApp;
  let ada: TestClient;
  let albumId: AlbumId;
  const file = { fileName: 'a.jpg', contentType: 'image/jpeg', bytes: 10 };
  before(async () => {
    app = await startApp();
    ada = await app.createMember('ada');
    albumId = (await ada.post('/albums', { title: 'Trip' })).body.id;
  });
  after(() => app[Symbol.asyncDispose]());

  const upload = async (hue: number): Promise<PhotoId> =>
    (await ada.upload(await makeJpeg({ width: 64, height: 48, hue }), { albumId })).id;
  const findAda = async () => {
    const account = await app.ports.accounts.findByUsername('ada');
    assert.ok(account);
    return account;
  };

  it('stays if a photo of it cannot be moved, and is deleted although a photo is gone meanwhile', async () => {
    const first = await upload(10);
    const { photo: upcoming } = (await ada.post('/uploads', { ...file, albumId })).body;
    const last = await upload(20);
    await app.runJobs();
    const { photos } = app.ports;
    const whenFound = (id: PhotoId, happen: () => Promise<unknown>): Ports => ({
      ...app.ports,
      photos: {
        ...photos,
        async find(asked) {
          if (asked === id) await happen();
          return photos.find(asked);
        },
      },
    });
    const owner = await findAda();
    const isFailing = whenFound(last, () => Promise.reject(new Error('out of reach')));
    await assert.rejects(deleteAlbum(isFailing, owner, albumId, { photos: 'delete' }), /out of reach/u);
    assert.equal((await ada.get(`/albums/${albumId}`)).status, 200);

    await ada.post(`/photos/${first}/restore`);
    const { photo: second } = (await ada.post('/uploads', { ...file, bytes: 11, albumId })).body;
    assert.equal((await ada.get(`/photos/${upcoming.id}`)).status, 404);
    const isGivenUp = whenFound(second.id, () => ada.delete(`/uploads/${second.id}`));
    await deleteAlbum(isGivenUp, owner, albumId, { photos: 'delete' });
    assert.equal((await ada.get(`/albums/${albumId}`)).status, 404);
    const { items } = (await ada.get('/me/trash')).body;
    assert.deepEqual(new Set(items.map(({ id }: { id: string }) => id)), new Set([first, last]));
  });
});
