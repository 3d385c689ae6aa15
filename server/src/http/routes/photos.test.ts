import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, it } from 'node:test';
import sharp from 'sharp';
import type { PhotoId } from '../../domain/ids.ts';
import { minutes } from '../../domain/time.ts';
import { describeOnBackends } from '../../testing/app/backends.ts';
import type { TestApp } from '../../testing/app/test-app.ts';
import type { Answer } from '../../testing/app/test-client.ts';
import { makeJpeg } from '../../testing/images/make-jpeg.ts';

const withPlace = {
  IFD0: { Make: 'Vitrine', Model: 'One' },
  IFD2: { BodySerialNumber: '4711-serial' },
  IFD3: {
    GPSLatitudeRef: 'N',
    GPSLatitude: '48/1 12/1 30/1',
    GPSLongitudeRef: 'E',
    GPSLongitude: '16/1 22/1 0/1',
  },
};

describeOnBackends('photos', (startApp) => {
  let testApp: TestApp;
  before(async () => {
    testApp = await startApp();
  });
  after(() => testApp[Symbol.asyncDispose]());

  const readyPhoto = async (username: string, hue: number, details: Record<string, unknown> = {}) => {
    const owner = await testApp.createMember(username);
    const bytes = await makeJpeg({ hue, exif: withPlace });
    const photo = await owner.upload(bytes, details);
    await testApp.runJobs();
    return { owner, bytes, id: photo.id as string };
  };

  it('shows the location to its owner, and to others only if the owner allows it', async () => {
    const { owner, id } = await readyPhoto('ada', 10);
    assert.ok(Math.abs((await owner.get(`/photos/${id}`)).body.place.latitude - 48.2083) < 0.001);
    assert.equal((await testApp.createVisitor().get(`/photos/${id}`)).body.place, null);
    await owner.patch(`/photos/${id}`, { showPlace: true });
    assert.ok((await testApp.createVisitor().get(`/photos/${id}`)).body.place);
  });

  it('invents no time of day for a photo with a date only', async () => {
    const owner = await testApp.createMember('dora');
    const exif = { IFD2: { DateTimeOriginal: '2003:08:30   :  :  ' } };
    const { id } = await owner.upload(await makeJpeg({ hue: 15, exif }));
    await testApp.runJobs();
    for (const person of [owner, testApp.createVisitor()])
      assert.equal((await person.get(`/photos/${id}`)).body.takenAt, '2003-08-30');
  });

  it('gives the owner the original, and others a sanitized copy', async () => {
    const { owner, bytes, id } = await readyPhoto('bea', 20);
    const download = async (person: typeof owner) => {
      const redirect = await person.get(`/photos/${id}/download`);
      assert.equal(redirect.status, 302);
      const response = await testApp.fetch(redirect.headers.get('location') ?? '');
      assert.equal(response.status, 200);
      assert.match(response.headers.get('content-disposition') ?? '', /^attachment/u);
      return new Uint8Array(await response.arrayBuffer());
    };
    const own = await download(owner);
    assert.equal(
      createHash('sha256').update(own).digest('hex'),
      createHash('sha256').update(bytes).digest('hex'),
    );
    const twin = await download(testApp.createVisitor());
    assert.ok(!Buffer.from(twin).includes('4711-serial'));
    assert.equal((await sharp(twin).metadata()).exif, undefined);
    const [a, b] = await Promise.all([sharp(own).raw().toBuffer(), sharp(twin).raw().toBuffer()]);
    assert.ok(a.equals(b), 'the pixels are the same');
  });

  it('creates one sanitized copy for concurrent requests', async () => {
    const { id } = await readyPhoto('twins', 77);
    let made = 0;
    const { images } = testApp.ports;
    const counting = {
      ...images,
      stripPrivateMetadata: (...parameters: Parameters<typeof images.stripPrivateMetadata>) => {
        made += 1;
        return images.stripPrivateMetadata(...parameters);
      },
    };
    const app = testApp.withOptions({ ports: { ...testApp.ports, images: counting } });
    const ask = () => app.request(`/api/v1/photos/${id}/download?size=original`);
    const answers = await Promise.all(Array.from({ length: 20 }, ask));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([302]));
    assert.equal(made, 1);
  });

  it('does not retry a failed sanitized copy for a while', async () => {
    const { id } = await readyPhoto('broken', 79);
    const { images, clock } = testApp.ports;
    let tries = 0;
    let now = clock.now();
    const failing = {
      ...images,
      async stripPrivateMetadata() {
        tries += 1;
        throw new Error('Stripping failed');
      },
    };
    const app = testApp.withOptions({
      ports: { ...testApp.ports, images: failing, clock: { now: () => now } },
    });
    const ask = () => app.request(`/api/v1/photos/${id}/download?size=original`);
    assert.equal((await ask()).status, 500);
    const refused = await ask();
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [503, '600']);
    assert.equal(tries, 1);
    now += minutes(10);
    await ask();
    assert.equal(tries, 2);
  });

  it('limits concurrent sanitized copies, and asks others to retry', async () => {
    const { owner } = await readyPhoto('crowd', 78);
    const account = await testApp.ports.accounts.findByUsername('crowd');
    const [present] = (await owner.get('/me/photos')).body.items;
    const model = await testApp.ports.photos.find(present.id);
    assert.ok(account && model);
    const copies = Array.from({ length: 40 }, () => ({
      ...model,
      id: testApp.ports.secrets.createId<PhotoId>(),
    }));
    for (const { sha256: _, ...copy } of copies) await testApp.ports.photos.begin(copy, 1e12);
    const begun = Promise.withResolvers<void>();
    const release = Promise.withResolvers<false>();
    let count = 0;
    const held = {
      ...testApp.ports.blobs,
      readToFile() {
        count += 1;
        if (count === 16) begun.resolve();
        return release.promise;
      },
    };
    const app = testApp.withOptions({ ports: { ...testApp.ports, blobs: held } });
    const ask = ({ id }: { id: PhotoId }) => app.request(`/api/v1/photos/${id}/download`);
    const first = Promise.all(copies.slice(0, 16).map(ask));
    await begun.promise;
    for (const { status, headers } of await Promise.all(copies.slice(16).map(ask)))
      assert.deepEqual([status, headers.has('retry-after')], [503, true]);
    release.resolve(false);
    for (const { status } of await first) assert.equal(status, 404);
    assert.equal(count, 16);
  });

  it('serves existing sanitized copies while the limit is reached', async () => {
    const { id } = await readyPhoto('calm', 79);
    const download = `/api/v1/photos/${id}/download`;
    assert.equal((await testApp.fetch(download)).status, 302, 'its twin is made');
    const model = await testApp.ports.photos.find(id as PhotoId);
    assert.ok(model);
    const { sha256: _, ...copied } = model;
    const others = Array.from({ length: 16 }, () => ({
      ...copied,
      id: testApp.ports.secrets.createId<PhotoId>(),
    }));
    for (const other of others) await testApp.ports.photos.begin(other, 1e12);
    const begun = Promise.withResolvers<void>();
    const release = Promise.withResolvers<false>();
    let count = 0;
    const held = {
      ...testApp.ports.blobs,
      readToFile() {
        if (++count === others.length) begun.resolve();
        return release.promise;
      },
    };
    const app = testApp.withOptions({ ports: { ...testApp.ports, blobs: held } });
    const waiting = others.map((other) => app.request(`/api/v1/photos/${other.id}/download`));
    await begun.promise;
    const answers = await Promise.all(Array.from({ length: 40 }, () => app.request(download)));
    release.resolve(false);
    await Promise.all(waiting);
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([302]));
  });

  it('is not found by strangers while private, nor are its bytes', async () => {
    const { owner, id } = await readyPhoto('cleo', 30);
    const before = (await testApp.createVisitor().get(`/photos/${id}`)).body.renditions[0].url;
    await owner.patch(`/photos/${id}`, { visibility: 'private' });
    const stranger = await testApp.createMember('nosy');
    for (const person of [testApp.createVisitor(), stranger]) {
      assert.equal((await person.get(`/photos/${id}`)).status, 404);
      assert.equal((await person.get(`/photos/${id}/likes`)).status, 404);
      assert.equal((await person.get(`/photos/${id}/download`)).status, 404);
      assert.equal((await person.put(`/photos/${id}/like`)).status >= 401, true);
    }
    assert.equal((await testApp.createVisitor().fetch(before)).status, 404);
    const { renditions } = (await owner.get(`/photos/${id}`)).body;
    assert.equal(
      (await testApp.createVisitor().fetch(renditions[0].url)).status,
      200,
      'a signed address holds',
    );
    const forged = renditions[0].url.replace(/signature=.*/u, 'signature=AAAA');
    assert.equal((await testApp.createVisitor().fetch(forged)).status, 404);
    const elsewhere = renditions[0].url.replace(/\d+\.webp/u, '640.webp');
    if (elsewhere !== renditions[0].url)
      assert.equal((await testApp.createVisitor().fetch(elsewhere)).status, 404);
  });

  it('shows an unlisted photo to anyone with the URL, and in no list', async () => {
    const { id } = await readyPhoto('doris', 40, { visibility: 'unlisted' });
    assert.equal((await testApp.createVisitor().get(`/photos/${id}`)).status, 200);
    for (const list of ['/photos', '/users/doris/photos']) {
      const { items } = (await testApp.createVisitor().get(list)).body;
      assert.ok(!items.some((photo: { id: string }) => photo.id === id), list);
    }
  });

  it('can be trashed, restored and permanently deleted', async () => {
    const { owner, id } = await readyPhoto('emil', 50);
    assert.equal((await owner.delete(`/photos/${id}`)).status, 204);
    assert.equal((await testApp.createVisitor().get(`/photos/${id}`)).status, 404);
    assert.equal((await owner.get('/me/photos')).body.items.length, 0);
    assert.equal((await owner.get('/me/trash')).body.items[0].id, id);
    assert.equal((await owner.post(`/photos/${id}/restore`)).status, 200);
    assert.equal((await testApp.createVisitor().get(`/photos/${id}`)).status, 200);
    await owner.delete(`/photos/${id}`);
    assert.equal((await owner.delete('/me/trash')).status, 204);
    await testApp.runJobs();
    assert.equal((await owner.get(`/photos/${id}`)).status, 404);
    assert.equal(await testApp.ports.blobs.head(`originals/${id}`), undefined);
    const left = await testApp.ports.blobs.list({ prefix: `renditions/${id}/`, limit: 10 });
    assert.deepEqual(left.items, []);
  });

  it('is permanently deleted only from the trash', async () => {
    const owner = await testApp.createMember('chooser');
    const ids: string[] = [];
    for (const hue of [1, 2, 3]) ids.push((await owner.upload(await makeJpeg({ hue: hue * 90 }))).id);
    await testApp.runJobs();
    await owner.post('/photos/bulk', { photoIds: ids.slice(1), action: 'delete' });
    const forever = { photoIds: [...ids, 'none'].toSpliced(2, 1), action: 'deleteForever' };
    const stranger = await testApp.createMember('another-chooser');
    const codesOf = (answer: Answer) =>
      answer.body.results.map(({ ok, code }: { ok: boolean; code: string }) => code ?? ok);
    assert.deepEqual(codesOf(await stranger.post('/photos/bulk', forever)), Array(3).fill('not-found'));
    assert.deepEqual(codesOf(await owner.post('/photos/bulk', forever)), ['conflict', true, 'not-found']);
    assert.equal((await owner.get(`/photos/${ids[0]}`)).status, 200);
    assert.equal((await owner.get(`/photos/${ids[1]}`)).status, 404);
    const trash = (await owner.get('/me/trash')).body.items.map(({ id }: { id: string }) => id);
    assert.deepEqual(trash, [ids[2]]);
  });

  it('can be changed, trashed and restored by its owner only', async () => {
    const { id } = await readyPhoto('frida', 60);
    const stranger = await testApp.createMember('mallory');
    assert.equal((await stranger.patch(`/photos/${id}`, { title: 'mine' })).status, 404);
    assert.equal((await stranger.delete(`/photos/${id}`)).status, 404);
    assert.equal((await stranger.post(`/photos/${id}/restore`)).status, 404);
    assert.equal((await testApp.createVisitor().patch(`/photos/${id}`, { title: 'mine' })).status, 401);
  });

  it('pages through the newest first without a gap or a repetition while photos arrive', async () => {
    const owner = await testApp.createMember('gerda');
    for (let hue = 100; hue < 107; hue += 1)
      await owner.upload(await makeJpeg({ width: 64, height: 64, hue }));
    await testApp.runJobs();
    const first = (await owner.get('/me/photos?limit=3')).body;
    await owner.upload(await makeJpeg({ width: 64, height: 64, hue: 120 }));
    const second = (await owner.get(`/me/photos?limit=10&cursor=${encodeURIComponent(first.nextCursor)}`))
      .body;
    assert.equal(second.nextCursor, null);
    assert.equal(new Set([...first.items, ...second.items].map(({ id }: { id: string }) => id)).size, 7);
  });

  it('lists only the tags of the member’s own photos outside the trash', async () => {
    const { owner, id } = await readyPhoto('gail', 200, { tags: ['Sea', 'Evening'] });
    await readyPhoto('hugo', 210, { tags: ['Theirs'] });
    assert.deepEqual((await owner.get('/me/tags')).body, { items: ['Evening', 'Sea'], nextCursor: null });
    await owner.delete(`/photos/${id}`);
    assert.deepEqual((await owner.get('/me/tags')).body.items, []);
  });

  it('refuses invalid cursors', async () => {
    for (const cursor of ['x', 'e30', Buffer.from('[1,2,3]').toString('base64url'), '%00'])
      assert.equal((await testApp.createVisitor().get(`/photos?cursor=${cursor}`)).status, 400, cursor);
  });
});
