import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { originalKey, renditionKey } from '../../domain/blob-keys.ts';
import type { PhotoId } from '../../domain/ids.ts';
import { type Gallery, startGallery } from '../../testing/gallery.ts';
import type { Person } from '../../testing/person.ts';
import { makeJpeg } from '../../testing/pictures.ts';
import { sweepStorage } from './sweep-storage.ts';

const strictly = { fix: false, includeRecent: true };
const mending = { fix: true, includeRecent: true };

describe('the sweep', () => {
  let gallery: Gallery;
  let owner: Person;
  before(async () => {
    gallery = await startGallery();
    owner = await gallery.member('owner');
  });
  after(() => gallery[Symbol.asyncDispose]());

  const addPhoto = async (hue: number): Promise<PhotoId> => {
    const { id } = await owner.upload(await makeJpeg({ width: 400, height: 300, hue }));
    await gallery.work();
    return id;
  };
  const kinds = async (options = strictly) =>
    (await sweepStorage(gallery.ports, options)).findings.map(({ kind }) => kind);

  it("finds nothing amiss in a gallery that is well, its members' pictures included", async () => {
    const id = await addPhoto(10);
    await owner.patch('/me', { avatarPhotoId: id });
    assert.deepEqual(await kinds(), []);
    const report = await sweepStorage(gallery.ports, strictly);
    assert.ok(report.photos >= 1 && report.objects >= 3);
  });

  it('collects bytes that belong to nothing, and leaves what may be under way', async () => {
    const path = `${gallery.directory}/stray`;
    await writeFile(path, 'stray');
    await gallery.ports.blobs.writeFile('originals/nobody', path, 'image/jpeg');
    await gallery.ports.blobs.writeFile('avatars/nobody/nothing.webp', path, 'image/webp');
    assert.deepEqual(await kinds({ fix: false, includeRecent: false }), []);
    assert.deepEqual(await kinds(mending), ['orphaned', 'orphaned']);
    assert.deepEqual(await kinds(), []);
  });

  it('has lost renditions drawn again', async () => {
    const id = await addPhoto(20);
    const { picture } = (await gallery.ports.photos.find(id)) ?? {};
    const [rendition] = picture?.renditions ?? [];
    assert.ok(picture && rendition);
    await gallery.ports.blobs.remove([renditionKey(id, picture.revision, rendition)]);
    assert.deepEqual(await kinds(mending), ['missing']);
    await gallery.work();
    assert.deepEqual(await kinds(), []);
    assert.equal((await owner.get(`/photos/${id}`)).body.status, 'ready');
  });

  it('reports an original that is lost, which nothing can bring back', async () => {
    const id = await addPhoto(30);
    await gallery.ports.blobs.remove([originalKey(id)]);
    const report = await sweepStorage(gallery.ports, mending);
    assert.deepEqual([report.findings.length, report.fixed], [1, 0]);
    await owner.delete(`/photos/${id}`);
    await owner.delete('/me/trash');
    await gallery.work();
    assert.deepEqual(await kinds(), []);
  });

  it('finds no picture left of a member whose photo it was made of is gone', async () => {
    const id = await addPhoto(40);
    await owner.patch('/me', { avatarPhotoId: id });
    await owner.delete(`/photos/${id}`);
    await owner.delete('/me/trash');
    await gallery.work();
    assert.equal((await owner.get('/me')).body.account.avatarUrl, null);
    assert.deepEqual(await kinds(), []);
  });
});
