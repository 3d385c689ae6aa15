import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { makeAdmin } from '../features/administration/accounts.ts';
import { startApp, type TestApp } from '../testing/app/test-app.ts';
import type { TestClient } from '../testing/app/test-client.ts';
import { makeJpeg } from '../testing/images/make-jpeg.ts';

describe('a file that an admin hid', () => {
  let app: TestApp;
  let admin: TestClient;
  let hue = 0;

  before(async () => {
    app = await startApp();
    admin = await app.createMember('boss');
    await makeAdmin(app.ports, 'boss');
  });
  after(() => app[Symbol.asyncDispose]());

  async function upload(person: TestClient, bytes: Uint8Array<ArrayBuffer>, details = {}): Promise<string> {
    const answer = await person.upload(bytes, { visibility: 'public', ...details });
    await app.runJobs();
    return answer.id ?? answer.photo.id;
  }
  const seenBy = async (person: TestClient, id: string) => (await person.get(`/photos/${id}`)).status;
  async function hideNew(username: string) {
    hue += 9;
    const owner = await app.createMember(username);
    const bytes = await makeJpeg({ hue });
    const id = await upload(owner, bytes);
    await admin.put(`/admin/photos/${id}/hidden`);
    return { owner, bytes, id };
  }
  const deleteForGood = async (owner: TestClient, id: string) => {
    await owner.delete(`/photos/${id}`);
    await owner.delete('/me/trash');
    await app.runJobs();
  };

  const ways: Record<string, (owner: TestClient, bytes: Uint8Array<ArrayBuffer>) => Promise<string>> = {
    'by the same member': (owner, bytes) => upload(owner, bytes),
    'without a checksum': (owner, bytes) => upload(owner, bytes, { sha256: undefined }),
    'by another member': async (_, bytes) => upload(await app.createMember('friend'), bytes),
    'as unlisted, made public later': async (owner, bytes) => {
      const id = await upload(owner, bytes, { visibility: 'unlisted' });
      await owner.patch(`/photos/${id}`, { visibility: 'public' });
      return id;
    },
  };
  for (const [way, comeBack] of Object.entries(ways))
    it(`stays hidden after permanent deletion if it is uploaded again ${way}`, async () => {
      const { owner, bytes, id } = await hideNew(`member${hue}`);
      await deleteForGood(owner, id);
      const again = await comeBack(owner, bytes);
      assert.notEqual(again, id);
      assert.equal(await seenBy(app.createVisitor(), again), 404);
      const { items } = (await app.createVisitor().get('/photos')).body;
      assert.ok(!items.some((photo: { id: string }) => photo.id === again));
      const { body } = await admin.get(`/photos/${again}`);
      assert.equal(body.hidden, true);
      assert.match(body.hiddenReason, /same file before/u);
    });

  it('stays hidden if the admin hides it while a copy renders', async () => {
    const { bytes, id } = await hideNew('early');
    await admin.delete(`/admin/photos/${id}/hidden`);
    const other = await app.createMember('late');
    const find = app.ports.hiddenFiles.find;
    app.ports.hiddenFiles.find = async (sha256) => {
      const found = await find(sha256);
      app.ports.hiddenFiles.find = find;
      await admin.put(`/admin/photos/${id}/hidden`);
      return found;
    };
    const copy = await upload(other, bytes);
    assert.equal(await seenBy(app.createVisitor(), copy), 404);
  });

  it('becomes visible again after an admin unhides it', async () => {
    const { owner, bytes, id } = await hideNew('pardoned');
    await deleteForGood(owner, id);
    const again = await upload(owner, bytes);
    assert.equal((await admin.delete(`/admin/photos/${again}/hidden`)).status, 204);
    assert.equal(await seenBy(app.createVisitor(), again), 200);
    assert.equal((await admin.get(`/photos/${again}`)).body.hiddenReason, null);
    await deleteForGood(owner, again);
    assert.equal(await seenBy(app.createVisitor(), await upload(owner, bytes)), 200);
  });

  it('is shown as hidden, with the reason, to its owner only', async () => {
    const { owner, id } = await hideNew('told');
    const { body } = await owner.get(`/photos/${id}`);
    assert.deepEqual([body.hidden, body.hiddenReason], [true, 'An administrator has hidden this photo.']);
    assert.equal(await seenBy(await app.createMember('stranger'), id), 404);
  });
});
