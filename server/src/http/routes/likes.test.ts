import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Gallery } from '../../testing/gallery.ts';
import type { Person } from '../../testing/person.ts';
import { makeJpeg } from '../../testing/pictures.ts';
import { describeOnPlaces } from '../../testing/places.ts';

describeOnPlaces('likes', (startGallery) => {
  let gallery: Gallery;
  let id: string;
  before(async () => {
    gallery = await startGallery();
    const owner = await gallery.member('owner');
    id = (await owner.upload(await makeJpeg())).id;
    await gallery.work();
  });
  after(() => gallery[Symbol.asyncDispose]());

  it('counts each member once however often and however many at once', async () => {
    const members: Person[] = [];
    for (let index = 0; index < 8; index += 1) members.push(await gallery.member(`liker${index}`));
    await Promise.all(members.flatMap((member) => [1, 2, 3].map(() => member.put(`/photos/${id}/like`))));
    assert.equal((await gallery.visitor().get(`/photos/${id}`)).body.likeCount, 8);
    assert.equal((await gallery.visitor().get(`/photos/${id}/likes`)).body.items.length, 8);
    await Promise.all(
      members.slice(0, 3).flatMap((member) => [1, 2].map(() => member.delete(`/photos/${id}/like`))),
    );
    assert.equal((await gallery.visitor().get(`/photos/${id}`)).body.likeCount, 5);
    assert.equal((await members[0]?.get(`/photos/${id}`))?.body.viewer.liked, false);
    assert.equal((await members[7]?.get(`/photos/${id}`))?.body.viewer.liked, true);
    assert.equal((await members[7]?.get('/me/likes'))?.body.items[0].id, id);
  });

  it('lists among what one likes nothing that lies in the trash, not even of one’s own', async () => {
    const owner = await gallery.member('keeper');
    const own = (await owner.upload(await makeJpeg({ hue: 200 }))).id;
    await gallery.work();
    const liked = async () =>
      (await owner.get('/me/likes')).body.items.map((photo: { id: string }) => photo.id);
    for (const photo of [id, own]) assert.equal((await owner.put(`/photos/${photo}/like`)).status, 200);
    assert.deepEqual(await liked(), [own, id]);
    await owner.delete(`/photos/${own}`);
    assert.deepEqual(await liked(), [id]);
    await owner.post(`/photos/${own}/restore`);
    assert.deepEqual(await liked(), [own, id]);
  });

  it('asks visitors to log in', async () => {
    assert.equal((await gallery.visitor().put(`/photos/${id}/like`)).status, 401);
  });

  it('knows nothing of a photo that is not there', async () => {
    const member = await gallery.member('lost');
    assert.equal((await member.put('/photos/nothing/like')).status, 404);
  });
});
