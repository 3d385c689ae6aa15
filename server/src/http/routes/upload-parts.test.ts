import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, it } from 'node:test';
import { fewestUploadParts, uploadPartBytes } from '@vitrine/contract/limits.ts';
import { days, hours } from '../../domain/time.ts';
import { tidy } from '../../features/maintenance/reconcile.ts';
import { sweepStorage } from '../../features/maintenance/sweep.ts';
import { describeOnBackends } from '../../testing/app/backends.ts';
import { password, type TestApp } from '../../testing/app/test-app.ts';
import { sendBytes, type TestClient } from '../../testing/app/test-client.ts';
import { makeJpeg, makeLongJpeg } from '../../testing/images/make-jpeg.ts';

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

describeOnBackends('a file that is sent in parts', (startApp, { ignoresChecksums = false }) => {
  let app: TestApp;
  let bytes: Bytes;
  let pieces: Bytes[];
  before(async () => {
    app = await startApp();
    bytes = await makeLongJpeg((fewestUploadParts - 1) * uploadPartBytes + 1000);
    pieces = cut(bytes);
    assert.equal(pieces.length, fewestUploadParts);
  });
  after(() => app[Symbol.asyncDispose]());

  const announce = async (person: TestClient, change = {}) =>
    await person.post('/uploads', { ...announcementOf(bytes), ...change });
  async function send(part: Part | undefined, piece: Bytes | undefined): Promise<number> {
    assert.ok(part?.target && piece);
    return (await sendBytes(app.fetch, part.target, piece)).status;
  }
  async function sendMissing({ parts }: { parts: Part[] }): Promise<void> {
    for (const [index, part] of parts.entries())
      if (part.target) assert.equal(await send(part, pieces[index]), 200);
  }
  /** Returns for each part if it has arrived. */
  const only = (...arrived: number[]) => pieces.map((_, index) => arrived.includes(index));
  const findings = async () => (await sweepStorage(app.ports, { fix: false, includeRecent: true })).findings;

  it('resumes as the same photo, and sends only the missing parts', async () => {
    const ada = await app.createMember('ada');
    const { body: begun, status } = await announce(ada);
    assert.equal(status, 201);
    assert.deepEqual(
      begun.parts.map((part: Part) => part.bytes),
      pieces.map((piece) => piece.byteLength),
    );
    assert.equal(await send(begun.parts.at(-1), pieces.at(-1)), 200);
    assert.equal(await send(begun.parts[0], pieces[0]), 200);
    assert.equal((await ada.post(`/uploads/${begun.photo.id}/complete`)).status, 409, 'a part is missing');

    const { body: again } = await announce(ada);
    assert.equal(again.photo.id, begun.photo.id);
    assert.deepEqual(arrivedOf(again), only(0, pieces.length - 1));
    await sendMissing(again);
    assert.deepEqual(await findings(), [], 'an upload on its way is nothing amiss');

    // Three concurrent calls: those that get 503 succeed when they retry.
    const complete = async () => (await ada.post(`/uploads/${begun.photo.id}/complete`)).status;
    const statuses = await Promise.all([complete(), complete(), complete()]);
    assert.ok(statuses.includes(202), `${statuses}`);
    assert.ok(
      statuses.every((status) => status === 202 || status === 503),
      `${statuses}`,
    );
    assert.equal(await complete(), 202);
    await app.runJobs();
    const { body: seen } = await ada.get(`/photos/${begun.photo.id}`);
    assert.deepEqual([seen.status, seen.bytes], ['ready', bytes.byteLength]);
    assert.deepEqual(await findings(), []);
    assert.equal((await announce(ada)).body.duplicate, true);
  });

  it('can also be sent whole to a single URL', async () => {
    const bea = await app.createMember('bea');
    const { body } = await announce(bea);
    assert.equal(await send(body.parts[0], pieces[0]), 200);
    assert.equal((await sendBytes(app.fetch, body.target, bytes)).status, 200);
    assert.equal((await bea.post(`/uploads/${body.photo.id}/complete`)).status, 202);
    await app.runJobs();
    assert.equal((await bea.get(`/photos/${body.photo.id}`)).body.status, 'ready');
    // Some stores keep the unused parts. The sweep removes them, not each upload.
    await sweepStorage(app.ports, { fix: true, includeRecent: true });
    assert.deepEqual(await findings(), []);
    const { body: whole } = await announce(await app.createMember('bruno'), { parts: undefined });
    assert.equal(whole.parts, undefined);
  });

  it('refuses longer and shorter parts', async () => {
    const cleo = await app.createMember('cleo');
    const { body } = await announce(cleo);
    const refusals = ignoresChecksums ? [403, 403] : [413, 400];
    assert.equal(await send(body.parts.at(-1), bytes.slice(0, 1100)), refusals[0], 'a longer one');
    assert.equal(await send(body.parts[0], pieces.at(-1)), refusals[1], 'a shorter one');
    assert.deepEqual(arrivedOf((await announce(cleo)).body), only());
  });

  it('is refused without a trace if a part has the bytes of another part', async () => {
    const carl = await app.createMember('carl');
    const { body } = await announce(carl);
    const [{ target }] = body.parts;
    if (!ignoresChecksums) {
      assert.equal(await send(body.parts[0], pieces[1]), 400);
      assert.deepEqual(arrivedOf((await announce(carl)).body), only());
      return;
    }
    // S3 compares the bytes with this signed header, and answers 400 if they differ.
    const signed = new URL(target.url).searchParams.get('X-Amz-SignedHeaders')?.split(';');
    assert.ok(signed?.includes('x-amz-checksum-sha256'));
    const [expected] = announcementOf(bytes).parts;
    assert.deepEqual(target.headers, {
      'x-amz-checksum-sha256': Buffer.from(expected?.sha256 ?? '', 'hex').toString('base64'),
    });
    // If a store accepts them all the same, the worker detects the difference.
    assert.equal(await send(body.parts[0], pieces[1]), 200);
    await sendMissing({ parts: [{ bytes: 0, target: null }, ...body.parts.slice(1)] });
    assert.equal((await carl.post(`/uploads/${body.photo.id}/complete`)).status, 202);
    await app.runJobs();
    const { body: seen } = await carl.get(`/photos/${body.photo.id}`);
    assert.equal(seen.status, 'rejected');
    assert.match(seen.statusReason, /does not match its checksum/u);
    const { items } = await app.ports.blobs.list({ prefix: '', limit: 1000 });
    assert.deepEqual(
      items.filter(({ key }) => key.includes(body.photo.id)),
      [],
    );
    assert.deepEqual(await findings(), []);
    const { body: again } = await announce(carl);
    assert.notEqual(again.photo.id, body.photo.id);
    assert.deepEqual(arrivedOf(again), only());
  });

  it('requests no parts after assembly, even if the response was lost', async () => {
    const dora = await app.createMember('dora');
    const { body } = await announce(dora);
    await sendMissing(body);
    const lengths = pieces.map((piece) => piece.byteLength);
    assert.ok(await app.ports.blobs.completeParts({ key: `originals/${body.photo.id}`, lengths }));
    assert.deepEqual(arrivedOf((await announce(dora)).body), only(...pieces.keys()));
    assert.equal((await dora.post(`/uploads/${body.photo.id}/complete`)).status, 202);
    assert.equal((await dora.post(`/uploads/${body.photo.id}/complete`)).status, 202, 'a second time');
  });

  it('is separate for another member, who cannot complete or cancel it', async () => {
    const emil = await app.createMember('emil');
    const { body } = await announce(emil);
    assert.equal(await send(body.parts[0], pieces[0]), 200);
    const stranger = await app.createMember('erna');
    assert.equal((await stranger.post(`/uploads/${body.photo.id}/complete`)).status, 404);
    assert.equal((await stranger.delete(`/uploads/${body.photo.id}`)).status, 404);
    const { body: own } = await announce(stranger);
    assert.notEqual(own.photo.id, body.photo.id);
    assert.deepEqual(arrivedOf(own), only());
  });

  it('leaves nothing behind after it is cancelled', async () => {
    const frida = await app.createMember('frida');
    const { body } = await announce(frida);
    assert.equal(await send(body.parts[0], pieces[0]), 200);
    assert.equal((await frida.delete(`/uploads/${body.photo.id}`)).status, 204);
    assert.deepEqual(await findings(), [], 'its bytes go before the answer');
    await app.runJobs();
    assert.deepEqual(await findings(), []);
    assert.equal(await send(body.parts[1], pieces[1]), 404, 'an address of before');
    assert.equal((await frida.post(`/uploads/${body.photo.id}/complete`)).status, 404);
    assert.deepEqual(await findings(), []);
  });

  it('is removed with its photo after a week without progress', async () => {
    const klara = await app.createMember('klara');
    const { body } = await announce(klara);
    assert.equal(await send(body.parts[0], pieces[0]), 200);
    await tidy(app.ports);
    await app.runJobs();
    assert.deepEqual(arrivedOf((await announce(klara)).body), only(0));
    await app.ports.photos.change(body.photo.id, (photo) => ({
      ...photo,
      statusSince: photo.statusSince - days(8),
    }));
    await tidy(app.ports);
    await app.runJobs();
    assert.equal((await klara.get('/me/photos')).body.items.length, 0);
    assert.deepEqual(await findings(), []);
  });

  it('becomes a photo if every part has arrived and the client never completes it', async () => {
    const lena = await app.createMember('lena');
    const { body } = await announce(lena);
    await sendMissing(body);
    await app.ports.photos.change(body.photo.id, (photo) => ({
      ...photo,
      statusSince: photo.statusSince - hours(2),
    }));
    await tidy(app.ports);
    await app.runJobs();
    assert.equal((await lena.get(`/photos/${body.photo.id}`)).body.status, 'ready');
    assert.deepEqual(await findings(), []);
  });

  it('is removed by the sweep if it has no photo', async () => {
    await app.ports.blobs.beginParts({
      key: 'originals/nobody',
      contentType: 'image/jpeg',
      parts: [{ bytes: 1, sha256: sha256(new Uint8Array(1)) }],
      mayHaveBegun: false,
      expiresAt: Date.now(),
    });
    assert.deepEqual(await findings(), [{ kind: 'abandoned', key: 'originals/nobody' }]);
    const young = await sweepStorage(app.ports, { fix: true });
    assert.deepEqual(young.findings, []);
    const mended = await sweepStorage(app.ports, { fix: true, includeRecent: true });
    assert.deepEqual([mended.findings.length, mended.fixed], [1, 1]);
    assert.deepEqual(await findings(), []);
  });

  it('does not begin for a full album, and keeps the parts that it has', async (t) => {
    await app.createMember('lea');
    // Sends requests within this process, where the test can replace the album store.
    const lea = app.createVisitor(app.withOptions({}));
    await lea.post('/session', { login: 'lea', password });
    const { body: album } = await lea.post('/albums', { title: 'Full' });
    t.mock.method(app.ports.albums, 'addPhotos', async () => ({ outcome: 'full' }));
    const announceForAlbum = () => announce(lea, { albumId: album.id });
    assert.equal((await announceForAlbum()).status, 422);
    assert.equal((await lea.get('/me/photos')).body.items.length, 0);
    assert.deepEqual(await findings(), [], 'nothing of it is left');

    const { body: begun } = await announce(lea);
    assert.equal(await send(begun.parts[0], pieces[0]), 200);
    assert.equal((await announceForAlbum()).status, 422);
    assert.deepEqual(arrivedOf((await announce(lea)).body), only(0));
  });

  const announceAs = async (person: TestClient, file: Bytes) => {
    const response = await person.fetch('/api/v1/uploads', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'k' },
      body: JSON.stringify(announcementOf(file)),
    });
    // biome-ignore lint/suspicious/noExplicitAny: an upload, or the problem with it
    return { status: response.status, body: (await response.json()) as any };
  };

  it('refuses parts if another photo of the owner has the same checksum', async () => {
    const nora = await app.createMember('nora');
    assert.equal((await announceAs(nora, bytes)).status, 201);
    await nora.upload(bytes, { sha256: undefined });
    await app.runJobs();
    const { status, body } = await announceAs(nora, bytes);
    assert.deepEqual([status, body.code], [409, 'conflict']);
  });

  it('refuses another file with the same Idempotency-Key', async () => {
    const gerda = await app.createMember('gerda');
    assert.equal((await announceAs(gerda, bytes)).status, 201);
    const other = await makeLongJpeg(bytes.byteLength, { hue: 99 });
    assert.equal((await announceAs(gerda, other)).status, 409);
  });

  it('has no parts of a cancelled upload with the same Idempotency-Key', async () => {
    const greta = await app.createMember('greta');
    const { body: first } = await announceAs(greta, bytes);
    assert.equal(await send(first.parts[0], pieces[0]), 200);
    assert.equal((await greta.delete(`/uploads/${first.photo.id}`)).status, 204);
    const other = await makeLongJpeg(bytes.byteLength, { hue: 99 });
    const { body: second } = await announceAs(greta, other);
    assert.equal(second.photo.id, first.photo.id);
    assert.deepEqual(arrivedOf(second), only());
    assert.equal(await send(second.parts[1], cut(other)[1]), 200);
    assert.deepEqual(arrivedOf((await announceAs(greta, other)).body), only(1));
  });

  it('names the field if parts and file do not match', async () => {
    const hanna = await app.createMember('hanna');
    const good = announcementOf(bytes);
    const small = await makeJpeg();
    const [first] = good.parts;
    for (const [field, change] of [
      ['parts', { parts: good.parts.slice(1) }],
      ['parts', { parts: [...good.parts, first] }],
      ['parts', { parts: [] }],
      ['parts', { parts: Array.from({ length: 41 }, () => first) }],
      ['parts', { ...announcementOf(small) }],
      ['parts', { ...good, bytes: (fewestUploadParts - 1) * uploadPartBytes }],
      ['parts', { ...good, bytes: 1000, parts: good.parts }],
      ['parts.0.sha256', { parts: [{ sha256: 'x' }, ...good.parts.slice(1)] }],
      ['sha256', { sha256: undefined }],
    ] as const) {
      const answer = await hanna.post('/uploads', { ...good, ...change });
      assert.equal(answer.status, 400, JSON.stringify(change).slice(0, 60));
      assert.equal(answer.body.errors[0].path, field);
    }
    const { parts, ...whole } = announcementOf(small);
    const refused = await hanna.post('/uploads', { ...whole, parts });
    assert.match(refused.body.errors[0].message, /^Send files up to 30 MB whole/u);
    assert.equal((await hanna.get('/me/photos')).body.items.length, 0);
  });

  it('reserves its full size when it is announced', async () => {
    await using small = await startApp({ VITRINE_QUOTA_MB: '40' });
    const ida = await small.createMember('ida');
    assert.equal((await ida.post('/uploads', announcementOf(bytes))).status, 201);
    assert.equal((await ida.post('/uploads', announcementOf(bytes))).status, 201, 'the same one again');
    const other = await makeLongJpeg(bytes.byteLength, { hue: 99 });
    const refused = await ida.post('/uploads', announcementOf(other));
    assert.deepEqual([refused.status, refused.body.code], [422, 'quota-exceeded']);
  });
});
