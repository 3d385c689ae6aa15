import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { avatarPrefix, originalKey, renditionKey, sanitizedCopyKey } from '../../domain/blob-keys.ts';
import type { PhotoId } from '../../domain/ids.ts';
import { startApp, type TestApp } from '../../testing/app/test-app.ts';
import type { TestClient } from '../../testing/app/test-client.ts';
import { makeJpeg } from '../../testing/images/make-jpeg.ts';
import { sweepStorage } from './sweep.ts';

const strictly = { fix: false, includeRecent: true };
const mending = { fix: true, includeRecent: true };

describe('the sweep', () => {
  let app: TestApp;
  let owner: TestClient;
  before(async () => {
    app = await startApp();
    owner = await app.createMember('owner');
  });
  after(() => app[Symbol.asyncDispose]());

  const addPhoto = async (hue: number): Promise<PhotoId> => {
    const { id } = await owner.upload(await makeJpeg({ width: 400, height: 300, hue }));
    await app.runJobs();
    return id;
  };
  const firstRendition = async (id: PhotoId): Promise<string> => {
    const { picture } = (await app.ports.photos.find(id)) ?? {};
    const [rendition] = picture?.renditions ?? [];
    assert.ok(picture && rendition);
    return renditionKey(id, picture.revision, rendition);
  };
  /** Truncates an object, as a full disk or an interrupted copy does. */
  const cut = async (key: string, bytes: number) => {
    const path = `${app.directory}/cut`;
    await rm(path, { force: true });
    await writeFile(path, new Uint8Array(bytes));
    await app.ports.blobs.writeFile(key, path, 'image/jpeg');
  };
  const removeForGood = async (id: PhotoId) => {
    await owner.delete(`/photos/${id}`);
    await owner.delete('/me/trash');
    await app.runJobs();
  };
  const kinds = async (options = strictly) =>
    (await sweepStorage(app.ports, options)).findings.map(({ kind }) => kind);

  it('finds nothing in a sound gallery with avatars', async () => {
    const id = await addPhoto(10);
    await owner.patch('/me', { avatarPhotoId: id });
    assert.deepEqual(await kinds(), []);
    const report = await sweepStorage(app.ports, strictly);
    assert.ok(report.photos >= 1 && report.objects >= 3);
  });

  it('deletes orphaned bytes, and keeps recent ones', async () => {
    const path = `${app.directory}/stray`;
    await writeFile(path, 'stray');
    await app.ports.blobs.writeFile('originals/nobody', path, 'image/jpeg');
    await app.ports.blobs.writeFile('avatars/nobody/nothing.webp', path, 'image/webp');
    assert.deepEqual(await kinds({ fix: false, includeRecent: false }), []);
    assert.deepEqual(await kinds(mending), ['orphaned', 'orphaned']);
    assert.deepEqual(await kinds(), []);
  });

  it('notifies the owner of a photo that will be rendered again', async () => {
    const id = await addPhoto(25);
    const { ownerId } = (await app.ports.photos.find(id)) ?? {};
    assert.ok(ownerId);
    const heard: unknown[] = [];
    const stop = app.ports.events.subscribe(ownerId, ({ event }) => heard.push(event));
    await app.ports.blobs.remove([await firstRendition(id)]);
    await sweepStorage(app.ports, mending);
    stop();
    assert.equal((await app.ports.photos.find(id))?.status, 'processing');
    assert.deepEqual(heard, [{ type: 'photo.changed', photoId: id }]);
    await app.runJobs();
  });

  it('renders lost renditions again', async () => {
    const id = await addPhoto(20);
    await app.ports.blobs.remove([await firstRendition(id)]);
    assert.deepEqual(await kinds(mending), ['missing']);
    await app.runJobs();
    assert.deepEqual(await kinds(), []);
    assert.equal((await owner.get(`/photos/${id}`)).body.status, 'ready');
  });

  it('reports a lost original', async () => {
    const id = await addPhoto(30);
    await app.ports.blobs.remove([originalKey(id)]);
    const report = await sweepStorage(app.ports, mending);
    assert.deepEqual([report.findings.length, report.fixed], [1, 0]);
    await removeForGood(id);
    assert.deepEqual(await kinds(), []);
  });

  it('reports a truncated original and keeps its renditions', async () => {
    const id = await addPhoto(50);
    const key = originalKey(id);
    const { bytes: expectedBytes = 0 } = (await app.ports.blobs.head(key)) ?? {};
    await cut(key, 10);
    const damaged = { kind: 'damaged', photoId: id, key, bytes: 10, expectedBytes };
    assert.deepEqual((await sweepStorage(app.ports, strictly)).findings, [damaged]);
    const rendition = await firstRendition(id);
    await app.ports.blobs.remove([rendition]);
    const report = await sweepStorage(app.ports, mending);
    assert.deepEqual([report.findings.length, report.fixed], [2, 0]);
    assert.equal((await owner.get(`/photos/${id}`)).body.status, 'ready');
    await removeForGood(id);
    assert.deepEqual(await kinds(), []);
  });

  it('treats empty renditions, sanitized copies and avatars as lost', async () => {
    const id = await addPhoto(60);
    const account = (await owner.patch('/me', { avatarPhotoId: id })).body.account;
    const download = () => app.fetch(`/api/v1/photos/${id}/download`);
    assert.equal((await download()).status, 302);
    const twin = sanitizedCopyKey(id);
    const rendition = await firstRendition(id);
    for (const key of [rendition, twin, `${avatarPrefix(account.id)}${id}.webp`]) await cut(key, 0);
    assert.deepEqual((await kinds(mending)).sort(), ['missing', 'missing', 'missing-avatar']);
    await app.runJobs();
    assert.deepEqual(await kinds(), []);
    assert.equal((await owner.get('/me')).body.account.avatarUrl, null);
    assert.ok((await app.ports.blobs.head(await firstRendition(id)))?.bytes);
    assert.equal(await app.ports.blobs.head(twin), undefined);
    assert.equal((await download()).status, 302);
    assert.ok((await app.ports.blobs.head(twin))?.bytes);
  });

  it('finds nothing while photos arrive, are rendered again or are deleted', async () => {
    const [drawn, gone] = [await addPhoto(70), await addPhoto(80)];
    const announced = { fileName: 'a.jpg', contentType: 'image/jpeg', bytes: 5000 };
    const coming = (await owner.post('/uploads', announced)).body.photo;
    await cut(originalKey(coming.id), 100);
    let hasChanged = false;
    const head: typeof app.ports.blobs.head = async (key) => {
      if (!hasChanged) {
        hasChanged = true;
        await app.ports.photos.change(drawn, (photo) => ({ ...photo, status: 'processing' }));
        await app.ports.jobs.enqueue({ name: 'render-photo', payload: { photoId: drawn } });
        await removeForGood(gone);
      }
      return app.ports.blobs.head(key);
    };
    const blobs = { ...app.ports.blobs, head };
    const report = await sweepStorage({ ...app.ports, blobs }, strictly);
    assert.deepEqual([hasChanged, report.findings], [true, []]);
  });

  it('finds no avatar of a deleted photo', async () => {
    const id = await addPhoto(40);
    await owner.patch('/me', { avatarPhotoId: id });
    await removeForGood(id);
    assert.equal((await owner.get('/me')).body.account.avatarUrl, null);
    assert.deepEqual(await kinds(), []);
  });
});
