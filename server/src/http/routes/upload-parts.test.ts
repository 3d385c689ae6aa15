import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, it } from 'node:test';
import { uploadPartBytes } from '@vitrine/contract/limits.ts';
import { days } from '../../domain/time.ts';
import { sweepStorage } from '../../features/maintenance/sweep-storage.ts';
import { tidy } from '../../features/maintenance/tidy.ts';
import type { Gallery } from '../../testing/gallery.ts';
import { type Person, sendBytes } from '../../testing/person.ts';
import { makeJpeg, makeLongJpeg } from '../../testing/pictures.ts';
import { describeOnPlaces } from '../../testing/places.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
type Bytes = Uint8Array<ArrayBuffer>;
type Part = { bytes: number; target: { url: string; headers: Record<string, string> } | null };

function cut(bytes: Bytes): Bytes[] {
  const count = Math.ceil(bytes.byteLength / uploadPartBytes);
  return Array.from({ length: count }, (_, index) =>
    bytes.slice(index * uploadPartBytes, (index + 1) * uploadPartBytes),
  );
}

function announcementOf(bytes: Bytes) {
  return {
    fileName: 'panorama.jpg',
    contentType: 'image/jpeg',
    bytes: bytes.byteLength,
    sha256: sha256(bytes),
    parts: cut(bytes).map((part) => ({ sha256: sha256(part) })),
  };
}

const arrivedOf = ({ parts }: { parts: Part[] }) => parts.map(({ target }) => target === null);

describeOnPlaces('a file that is sent in parts', (startGallery, { checksumGap = false }) => {
  let gallery: Gallery;
  let bytes: Bytes;
  let pieces: Bytes[];
  before(async () => {
    gallery = await startGallery();
    bytes = await makeLongJpeg(2 * uploadPartBytes + 1000);
    pieces = cut(bytes);
  });
  after(() => gallery[Symbol.asyncDispose]());

  const announce = async (person: Person, change = {}) =>
    await person.post('/uploads', { ...announcementOf(bytes), ...change });
  async function send(part: Part | undefined, piece: Bytes | undefined): Promise<number> {
    assert.ok(part?.target && piece);
    return (await sendBytes(gallery.fetch, part.target, piece)).status;
  }
  const findings = async () =>
    (await sweepStorage(gallery.ports, { fix: false, includeRecent: true })).findings;

  it('is taken up where it broke off, as the same photo, and sends only what is missing', async () => {
    const ada = await gallery.member('ada');
    const { body: begun, status } = await announce(ada);
    assert.equal(status, 201);
    assert.deepEqual(
      begun.parts.map((part: Part) => part.bytes),
      pieces.map((piece) => piece.byteLength),
    );
    assert.equal(await send(begun.parts[2], pieces[2]), 200);
    assert.equal(await send(begun.parts[0], pieces[0]), 200);
    assert.equal((await ada.post(`/uploads/${begun.photo.id}/complete`)).status, 409, 'a part is missing');

    const { body: again } = await announce(ada);
    assert.equal(again.photo.id, begun.photo.id);
    assert.deepEqual(arrivedOf(again), [true, false, true]);
    assert.equal(await send(again.parts[1], pieces[1]), 200);
    assert.deepEqual(await findings(), [], 'an upload on its way is nothing amiss');

    assert.equal((await ada.post(`/uploads/${begun.photo.id}/complete`)).status, 202);
    await gallery.work();
    const { body: seen } = await ada.get(`/photos/${begun.photo.id}`);
    assert.deepEqual([seen.status, seen.bytes], ['ready', bytes.byteLength]);
    assert.deepEqual(await findings(), []);
    assert.equal((await announce(ada)).body.duplicate, true);
  });

  it('need not be: the one address takes it whole', async () => {
    const bea = await gallery.member('bea');
    const { body } = await announce(bea);
    assert.equal(await send(body.parts[0], pieces[0]), 200);
    assert.equal((await sendBytes(gallery.fetch, body.target, bytes)).status, 200);
    assert.equal((await bea.post(`/uploads/${body.photo.id}/complete`)).status, 202);
    const { body: whole } = await announce(await gallery.member('bruno'), { parts: undefined });
    assert.equal(whole.parts, undefined);
    assert.equal((await sendBytes(gallery.fetch, whole.target, bytes)).status, 200);
    await gallery.work();
    assert.deepEqual(await findings(), []);
  });

  it('takes no part that is another one, or whose bytes are others', { skip: checksumGap }, async () => {
    const cleo = await gallery.member('cleo');
    const { body } = await announce(cleo);
    assert.equal(await send(body.parts[0], pieces[1]), 400, 'another part');
    assert.equal(await send(body.parts[2], pieces[1]), 413, 'a longer one');
    assert.equal(await send(body.parts[0], pieces[2]), 400, 'a shorter one');
    assert.deepEqual(arrivedOf((await announce(cleo)).body), [false, false, false]);
  });

  it('asks for nothing once it was put together, though nobody was told', async () => {
    const dora = await gallery.member('dora');
    const { body } = await announce(dora);
    for (const [index, piece] of pieces.entries()) assert.equal(await send(body.parts[index], piece), 200);
    const lengths = pieces.map((piece) => piece.byteLength);
    assert.ok(await gallery.ports.blobs.completeParts({ key: `originals/${body.photo.id}`, lengths }));
    assert.deepEqual(arrivedOf((await announce(dora)).body), [true, true, true]);
    assert.equal((await dora.post(`/uploads/${body.photo.id}/complete`)).status, 202);
    assert.equal((await dora.post(`/uploads/${body.photo.id}/complete`)).status, 202, 'a second time');
  });

  it('is another one for another member, who cannot complete it or give it up', async () => {
    const emil = await gallery.member('emil');
    const { body } = await announce(emil);
    assert.equal(await send(body.parts[0], pieces[0]), 200);
    const stranger = await gallery.member('erna');
    assert.equal((await stranger.post(`/uploads/${body.photo.id}/complete`)).status, 404);
    assert.equal((await stranger.delete(`/uploads/${body.photo.id}`)).status, 404);
    const { body: own } = await announce(stranger);
    assert.notEqual(own.photo.id, body.photo.id);
    assert.deepEqual(arrivedOf(own), [false, false, false]);
  });

  it('leaves nothing behind once it is given up', async () => {
    const frida = await gallery.member('frida');
    const { body } = await announce(frida);
    assert.equal(await send(body.parts[0], pieces[0]), 200);
    assert.equal((await frida.delete(`/uploads/${body.photo.id}`)).status, 204);
    assert.deepEqual(await findings(), [{ kind: 'abandoned', key: `originals/${body.photo.id}` }]);
    await gallery.work();
    assert.deepEqual(await findings(), []);
    assert.equal(await send(body.parts[1], pieces[1]), 404, 'an address of before');
  });

  it('is collected with its photo when nobody has gone on with it for a week', async () => {
    const klara = await gallery.member('klara');
    const { body } = await announce(klara);
    assert.equal(await send(body.parts[0], pieces[0]), 200);
    await tidy(gallery.ports);
    await gallery.work();
    assert.deepEqual(arrivedOf((await announce(klara)).body), [true, false, false]);
    await gallery.ports.photos.change(body.photo.id, (photo) => ({
      ...photo,
      statusSince: photo.statusSince - days(8),
    }));
    await tidy(gallery.ports);
    await gallery.work();
    assert.equal((await klara.get('/me/photos')).body.items.length, 0);
    assert.deepEqual(await findings(), []);
  });

  it('is collected by the sweep where nobody waits for it', async () => {
    await gallery.ports.blobs.beginParts({
      key: 'originals/nobody',
      contentType: 'image/jpeg',
      parts: [{ bytes: 1, sha256: sha256(new Uint8Array(1)) }],
      mayHaveBegun: false,
      expiresAt: Date.now(),
    });
    assert.deepEqual(await findings(), [{ kind: 'abandoned', key: 'originals/nobody' }]);
    const young = await sweepStorage(gallery.ports, { fix: true });
    assert.deepEqual(young.findings, []);
    const mended = await sweepStorage(gallery.ports, { fix: true, includeRecent: true });
    assert.deepEqual([mended.findings.length, mended.fixed], [1, 1]);
    assert.deepEqual(await findings(), []);
  });

  it('is not one file and then another under the same key', async () => {
    const gerda = await gallery.member('gerda');
    const announceAs = (file: Bytes) =>
      gerda.fetch('/api/v1/uploads', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'k' },
        body: JSON.stringify(announcementOf(file)),
      });
    assert.equal((await announceAs(bytes)).status, 201);
    const other = await makeLongJpeg(bytes.byteLength, { hue: 99 });
    assert.equal((await announceAs(other)).status, 409);
  });

  it('names the field where parts and file do not fit', async () => {
    const hanna = await gallery.member('hanna');
    const good = announcementOf(bytes);
    const small = await makeJpeg();
    const [first] = good.parts;
    for (const [field, change] of [
      ['parts', { parts: good.parts.slice(1) }],
      ['parts', { parts: [...good.parts, first] }],
      ['parts', { parts: [] }],
      ['parts', { parts: Array.from({ length: 26 }, () => first) }],
      ['parts', { ...announcementOf(small) }],
      ['parts.0.sha256', { parts: [{ sha256: 'x' }, first, first] }],
      ['sha256', { sha256: undefined }],
    ] as const) {
      const answer = await hanna.post('/uploads', { ...good, ...change });
      assert.equal(answer.status, 400, JSON.stringify(change).slice(0, 60));
      assert.equal(answer.body.errors[0].path, field);
    }
    assert.equal((await hanna.get('/me/photos')).body.items.length, 0);
  });

  it('reserves its whole room when it is announced', async () => {
    await using small = await startGallery({ VITRINE_QUOTA_MB: '20' });
    const ida = await small.member('ida');
    assert.equal((await ida.post('/uploads', announcementOf(bytes))).status, 201);
    assert.equal((await ida.post('/uploads', announcementOf(bytes))).status, 201, 'the same one again');
    const other = await makeLongJpeg(bytes.byteLength, { hue: 99 });
    const refused = await ida.post('/uploads', announcementOf(other));
    assert.deepEqual([refused.status, refused.body.code], [422, 'quota-exceeded']);
  });
});
