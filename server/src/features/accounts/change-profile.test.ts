import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { avatarKey } from '../../domain/blob-keys.ts';
import type { PhotoId } from '../../domain/ids.ts';
import { type Gallery, startGallery } from '../../testing/gallery.ts';
import type { Person } from '../../testing/person.ts';
import { makeJpeg } from '../../testing/pictures.ts';
import { hidePhoto } from '../administration/hide-photo.ts';
import { changeProfile } from './change-profile.ts';

describe('a photo that is made its owner’s picture', () => {
  let gallery: Gallery;
  let ada: Person;
  let id: PhotoId;
  let hue = 0;
  before(async () => {
    gallery = await startGallery();
    ada = await gallery.member('ada');
  });
  after(() => gallery[Symbol.asyncDispose]());
  beforeEach(async () => {
    hue += 20;
    ({ id } = await ada.upload(await makeJpeg({ hue })));
    await gallery.work();
  });

  const findAda = async () => {
    const account = await gallery.ports.accounts.findByUsername('ada');
    assert.ok(account);
    return account;
  };
  /** Chooses the photo, to which something happens once it is copied. */
  async function chooseWhile(happen: () => Promise<unknown>) {
    const { blobs } = gallery.ports;
    const readToFile = async (key: string, path: string) => {
      const isThere = await blobs.readToFile(key, path);
      await happen();
      return isThere;
    };
    return changeProfile({ ...gallery.ports, blobs: { ...blobs, readToFile } }, await findAda(), {
      avatarPhotoId: id,
    });
  }
  const avatarOf = async (photoId: PhotoId) => {
    const account = await findAda();
    return [account.avatarPhotoId, await gallery.ports.blobs.head(avatarKey(account.id, photoId))];
  };

  it('is taken off again where it was hidden meanwhile', async () => {
    await assert.rejects(
      chooseWhile(() => hidePhoto(gallery.ports, id)),
      { code: 'not-found' },
    );
    assert.deepEqual(await avatarOf(id), [undefined, undefined]);
  });

  it('is taken off again where it was deleted for good meanwhile', async () => {
    const deleteForGood = async () => {
      await ada.delete(`/photos/${id}`);
      await ada.delete('/me/trash');
      await gallery.work();
    };
    await assert.rejects(chooseWhile(deleteForGood), { code: 'not-found' });
    assert.deepEqual(await avatarOf(id), [undefined, undefined]);
  });

  it('is hidden without a word for another one that was chosen since', async () => {
    const first = id;
    await ada.patch('/me', { avatarPhotoId: first });
    const { id: second } = await ada.upload(await makeJpeg({ hue: hue + 10 }));
    await gallery.work();
    await ada.patch('/me', { avatarPhotoId: second });
    await hidePhoto(gallery.ports, first);
    const [chosen, stored] = await avatarOf(second);
    assert.equal(chosen, second);
    assert.ok(stored);
  });
});
