import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import sharp from 'sharp';
import { avatarPrefix } from '../../domain/blob-keys.ts';
import type { PhotoId } from '../../domain/ids.ts';
import { startApp, type TestApp } from '../../testing/app/test-app.ts';
import type { TestClient } from '../../testing/app/test-client.ts';
import { makeJpeg } from '../../testing/images/make-jpeg.ts';
import { hidePhoto } from '../administration/moderation.ts';
import { changeProfile } from './profile.ts';

describe('a photo that becomes its owner’s avatar', () => {
  let app: TestApp;
  let ada: TestClient;
  let id: PhotoId;
  let hue = 0;
  before(async () => {
    app = await startApp();
    ada = await app.createMember('ada');
  });
  after(() => app[Symbol.asyncDispose]());
  beforeEach(async () => {
    hue += 20;
    ({ id } = await ada.upload(await makeJpeg({ hue })));
    await app.runJobs();
  });

  const findAda = async () => {
    const account = await app.ports.accounts.findByUsername('ada');
    assert.ok(account);
    return account;
  };
  /** Chooses the photo as avatar, and calls a function once it is copied. */
  async function chooseWhile(happen: () => Promise<unknown>) {
    const { blobs } = app.ports;
    const readToFile = async (key: string, path: string) => {
      const isThere = await blobs.readToFile(key, path);
      await happen();
      return isThere;
    };
    return changeProfile({ ...app.ports, blobs: { ...blobs, readToFile } }, await findAda(), {
      avatarPhotoId: id,
    });
  }
  const avatarOf = async (photoId: PhotoId) => {
    const account = await findAda();
    return [account.avatarPhotoId, await app.ports.blobs.head(`${avatarPrefix(account.id)}${photoId}.webp`)];
  };

  it('is removed as avatar if an admin hides it meanwhile', async () => {
    await assert.rejects(
      chooseWhile(() => hidePhoto(app.ports, id)),
      { code: 'not-found' },
    );
    assert.deepEqual(await avatarOf(id), [undefined, undefined]);
  });

  it('is removed as avatar if it is deleted for good meanwhile', async () => {
    const deleteForGood = async () => {
      await ada.delete(`/photos/${id}`);
      await ada.delete('/me/trash');
      await app.runJobs();
    };
    await assert.rejects(chooseWhile(deleteForGood), { code: 'not-found' });
    assert.deepEqual(await avatarOf(id), [undefined, undefined]);
  });

  it('can be hidden without removing an avatar that was chosen later', async () => {
    const first = id;
    await ada.patch('/me', { avatarPhotoId: first });
    const { id: second } = await ada.upload(await makeJpeg({ hue: hue + 10 }));
    await app.runJobs();
    await ada.patch('/me', { avatarPhotoId: second });
    await hidePhoto(app.ports, first);
    const [chosen, stored] = await avatarOf(second);
    assert.equal(chosen, second);
    assert.ok(stored);
  });

  it('is cropped as its owner chose, and the latest choice wins in any order', async () => {
    const before = (await ada.get('/me')).body.account.avatarUrl;
    const right = { left: 500, top: 0, size: 400 };
    const asked = await ada.patch('/me', { avatarPhotoId: id, avatarCrop: right });
    assert.deepEqual([asked.status, asked.body.account.avatarUrl], [200, before]);
    await ada.patch('/me', { avatarPhotoId: id, avatarCrop: { ...right, left: 100 } });
    await app.runJobs();
    const { avatarUrl } = (await ada.get('/me')).body.account;
    assert.match(avatarUrl, /-100-0-400\.webp$/u);
    const { width, height } = await sharp(await (await app.fetch(avatarUrl)).arrayBuffer()).metadata();
    assert.deepEqual([width, height], [320, 320]);
    const { items } = await app.ports.blobs.list({
      prefix: avatarPrefix((await findAda()).id),
      limit: 10,
    });
    assert.equal(items.length, 1, 'the pictures before are gone');

    await ada.patch('/me', { avatarPhotoId: id, avatarCrop: right });
    await ada.patch('/me', { avatarPhotoId: id });
    await app.runJobs();
    assert.match((await ada.get('/me')).body.account.avatarUrl, new RegExp(`/${id}\\.webp$`, 'u'));

    await ada.patch('/me', { avatarPhotoId: id, avatarCrop: right });
    await hidePhoto(app.ports, id);
    await app.runJobs();
    assert.equal((await ada.get('/me')).body.account.avatarUrl, null);
    const left = await app.ports.blobs.list({ prefix: avatarPrefix((await findAda()).id), limit: 10 });
    assert.deepEqual(left.items, []);
  });

  it('must belong to the account, and its crop must lie within its edges', async () => {
    const eve = await app.createMember('eve');
    const crop = { left: 0, top: 0, size: 500 };
    assert.equal((await eve.patch('/me', { avatarPhotoId: id, avatarCrop: crop })).status, 404);
    for (const wrong of [{ ...crop, size: 1001 }, { ...crop, size: 10 }, { ...crop, left: -1 }, { left: 0 }])
      assert.equal((await ada.patch('/me', { avatarPhotoId: id, avatarCrop: wrong })).status, 400);
  });
});
