import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { after, before, beforeEach, describe, it } from 'node:test';
import { avatarPrefix, originalKey, renditionKey } from '../../domain/blob-keys.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { PhotoStatus } from '../../domain/photo.ts';
import { hours } from '../../domain/time.ts';
import type { BlobStore } from '../../ports/blobs.ts';
import type { Ports } from '../../ports/index.ts';
import { startApp, type TestApp } from '../../testing/app/test-app.ts';
import type { TestClient } from '../../testing/app/test-client.ts';
import { makeJpeg } from '../../testing/images/make-jpeg.ts';
import { transition } from '../photos/transition.ts';
import { renderPhoto } from '../uploads/render.ts';
import { sweepStorage } from './sweep.ts';

const mending = { fix: true, includeRecent: true };

describe('the repair of findings', () => {
  let app: TestApp;
  let ada: TestClient;
  let hue = 0;
  before(async () => {
    app = await startApp();
    ada = await app.createMember('ada');
  });
  after(() => app[Symbol.asyncDispose]());
  beforeEach(async () => {
    await sweepStorage(app.ports, mending);
    await app.runJobs();
  });

  async function announce(): Promise<PhotoId> {
    hue += 10;
    return (await ada.upload(await makeJpeg({ hue }))).id;
  }
  async function addPhoto(): Promise<PhotoId> {
    const id = await announce();
    await app.runJobs();
    return id;
  }
  const findAda = async () => {
    const account = await app.ports.accounts.findByUsername('ada');
    assert.ok(account);
    return account;
  };
  const head: BlobStore['head'] = (key) => app.ports.blobs.head(key);
  const listBegunParts: BlobStore['listBegunParts'] = (request) => app.ports.blobs.listBegunParts(request);
  const modifiedAt = async (key: string) =>
    (await app.ports.blobs.list({ prefix: key, limit: 1 })).items[0]?.modifiedAt;
  const write = async (key: string, text: string) => {
    const path = `${app.directory}/written`;
    await rm(path, { force: true });
    await writeFile(path, text);
    await app.ports.blobs.writeFile(key, path, 'image/jpeg');
  };
  const beginParts = (key: string) =>
    app.ports.blobs.beginParts({
      key,
      contentType: 'image/jpeg',
      parts: [{ bytes: 1, sha256: createHash('sha256').update('a').digest('hex') }],
      mayHaveBegun: false,
      expiresAt: app.ports.clock.now() + hours(1),
    });

  /** Sweeps, and calls a function between the last check and the first repair. */
  async function sweepWhile(happen: () => Promise<unknown>, change: Partial<BlobStore> = {}) {
    const blobs: BlobStore = {
      ...app.ports.blobs,
      async listBegunParts(request) {
        const found = await listBegunParts(request);
        if (request.prefix === 'originals/') await happen();
        return found;
      },
      ...change,
    };
    return sweepStorage({ ...app.ports, blobs }, mending);
  }

  it('leaves a photo alone whose interrupted rendering is retried meanwhile', async () => {
    const id = await announce();
    const { photos } = app.ports;
    const dying: Ports = {
      ...app.ports,
      photos: { ...photos, change: () => Promise.reject(new Error('power cut')) },
    };
    await assert.rejects(renderPhoto(dying, id), /power cut/u);
    const { findings } = await sweepWhile(() => app.runJobs());
    assert.deepEqual(findings, []);
    const { status, picture } = (await photos.find(id)) ?? {};
    assert.ok(status === 'ready' && picture);
    for (const rendition of picture.renditions)
      assert.ok(await head(renditionKey(id, picture.revision, rendition)), 'it is there');
  });

  it('keeps bytes that were written again since they were found', async () => {
    await write('originals/nobody', 'first');
    await write('originals/nobody-else', 'first');
    const { findings, fixed } = await sweepWhile(async () => {
      const seen = await modifiedAt('originals/nobody');
      do await write('originals/nobody', 'second');
      while ((await modifiedAt('originals/nobody')) === seen);
    });
    assert.deepEqual([findings.length, fixed], [2, 2]);
    assert.ok(await head('originals/nobody'));
    assert.equal(await head('originals/nobody-else'), undefined);
  });

  it('keeps bytes that became an avatar since they were found', async () => {
    const id = await addPhoto();
    const account = await findAda();
    const key = `${avatarPrefix(account.id)}${id}.webp`;
    await write(key, 'left by an attempt that was cut short');
    const { findings } = await sweepWhile(() =>
      app.ports.accounts.change(account.id, (present) => ({ ...present, avatarPhotoId: id })),
    );
    assert.deepEqual(
      findings.map(({ kind }) => kind),
      ['orphaned'],
    );
    assert.ok(await head(key));
  });

  it('keeps an avatar that was chosen since another was found missing', async () => {
    const [first, second] = [await addPhoto(), await addPhoto()];
    await ada.patch('/me', { avatarPhotoId: first });
    const { id } = await findAda();
    await app.ports.blobs.remove([`${avatarPrefix(id)}${first}.webp`]);
    const { findings } = await sweepWhile(() => ada.patch('/me', { avatarPhotoId: second }));
    assert.deepEqual(
      findings.map(({ kind }) => kind),
      ['missing-avatar'],
    );
    assert.equal((await findAda()).avatarPhotoId, second);
    assert.ok(await head(`${avatarPrefix(id)}${second}.webp`));

    // The same during the check.
    let isChanged = false;
    const changing = async (key: string) => {
      if (key === `${avatarPrefix(id)}${second}.webp` && !isChanged) {
        isChanged = true;
        await ada.patch('/me', { avatarPhotoId: first });
      }
      return head(key);
    };
    const report = await sweepWhile(async () => undefined, { head: changing });
    assert.deepEqual([isChanged, report.findings], [true, []]);
    assert.equal((await findAda()).avatarPhotoId, first);
  });

  it('keeps parts of an upload that was announced since they were found', async () => {
    const file = { fileName: 'a.jpg', contentType: 'image/jpeg', bytes: 1 };
    const id: PhotoId = (await ada.post('/uploads', file)).body.photo.id;
    const setStatus = (status: PhotoStatus) => app.ports.photos.change(id, (photo) => ({ ...photo, status }));
    await setStatus('rejected');
    await beginParts(originalKey(id));
    await beginParts('originals/nobody');
    const { findings } = await sweepWhile(async () => undefined, {
      async listBegunParts(request) {
        // Second check of one of them.
        if (request.prefix !== 'originals/') await setStatus('uploading');
        return listBegunParts(request);
      },
    });
    assert.equal(findings.length, 2);
    const { items } = await listBegunParts({ prefix: 'originals/', limit: 10 });
    assert.deepEqual(
      items.map(({ key }) => key),
      [originalKey(id)],
    );
  });

  it('does not render a photo again that was rendered since the sweep', async () => {
    const id = await addPhoto();
    const find = () => app.ports.photos.find(id);
    const before = (await find())?.picture;
    assert.ok(before?.renditions[0]);
    const key = renditionKey(id, before.revision, before.renditions[0]);
    await app.ports.blobs.remove([key]);
    const { findings, fixed } = await sweepWhile(async () => {
      await transition(app.ports, id, { type: 'redraw', lostKeys: [key] });
      await app.runJobs();
    });
    assert.deepEqual([findings.map(({ kind }) => kind), fixed], [['missing'], 1]);
    const after = await find();
    assert.equal(after?.status, 'ready');
    assert.notEqual(after?.picture?.revision, before.revision);
  });

  it('reports each finding that cannot be repaired with its reason, and repairs the others', async () => {
    const id = await addPhoto();
    await app.ports.blobs.remove([originalKey(id)]);
    await write('originals/locked', 'x');
    await write('originals/deaf', 'x');
    await write('originals/soft', 'x');
    const { findings, fixed, unfixed } = await sweepWhile(async () => undefined, {
      async remove(keys) {
        if (keys.includes('originals/locked'))
          throw new Error('Photos cannot be stored.', { cause: new Error('EPERM: operation not permitted') });
        if (!keys.includes('originals/deaf')) await app.ports.blobs.remove(keys);
      },
    });
    assert.deepEqual([findings.length, fixed], [4, 1]);
    const reasons = Object.fromEntries(unfixed.map(({ finding, reason }) => [finding.key, reason]));
    assert.match(reasons['originals/locked'] ?? '', /EPERM/u);
    assert.match(reasons['originals/deaf'] ?? '', /still there/u);
    assert.match(reasons[originalKey(id)] ?? '', /Restore it from a backup/u);
    assert.equal(await head('originals/soft'), undefined);
  });
});
