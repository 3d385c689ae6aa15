import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fewestUploadParts, uploadPartBytes } from '@vitrine/contract/limits.ts';
import { suspendAccount } from '../features/administration/moderation.ts';
import { password, startApp, type TestApp } from '../testing/app/test-app.ts';
import { sendBytes, type TestClient } from '../testing/app/test-client.ts';
import { makeJpeg } from '../testing/images/make-jpeg.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const content = new Uint8Array((fewestUploadParts - 1) * uploadPartBytes + 1);
const parts = Array.from({ length: fewestUploadParts }, (_, at) => ({
  sha256: sha256(content.subarray(at * uploadPartBytes, (at + 1) * uploadPartBytes)),
}));

type Target = { url: string; headers: Record<string, string> };
type Upload = {
  id: string;
  username: string;
  person: TestClient;
  bytes: Uint8Array<ArrayBuffer>;
  send: Send;
};
type Send = () => Promise<Response>;

describe('an ended upload accepts no bytes', () => {
  let app: TestApp;
  let people = 0;

  before(async () => {
    app = await startApp();
    await mkdir(join(app.directory, 'media'), { recursive: true });
  });
  after(() => app[Symbol.asyncDispose]());

  async function announce(bytes: Uint8Array<ArrayBuffer>, details: Record<string, unknown> = {}) {
    people += 1;
    const username = `member${people}`;
    const person = await app.createMember(username);
    const file = { fileName: 'a.jpg', contentType: 'image/jpeg', bytes: bytes.byteLength };
    const { status, body } = await person.post('/uploads', { ...file, sha256: sha256(bytes), ...details });
    assert.equal(status, 201);
    return { id: body.photo.id as string, username, person, bytes, body };
  }

  async function announceWhole(bytes?: Uint8Array<ArrayBuffer>): Promise<Upload> {
    const file = bytes ?? (await makeJpeg({ width: 100 + people, height: 80 }));
    const announced = await announce(file);
    return { ...announced, send: () => sendBytes(app.fetch, announced.body.target, file) };
  }

  async function announceParts(): Promise<Upload> {
    const announced = await announce(content, { parts });
    const { target } = announced.body.parts.at(-1) as { target: Target };
    return { ...announced, send: () => sendBytes(app.fetch, target, content.slice(-1)) };
  }

  const ends: Record<string, (upload: Upload) => Promise<unknown>> = {
    'cancelled by its owner': ({ person, id }) => person.delete(`/uploads/${id}`),
    'deleted as a photo': ({ person, id }) => person.delete(`/photos/${id}`),
    'deleted by a bulk change': ({ person, id }) =>
      person.post('/photos/bulk', { photoIds: [id], action: 'delete' }),
    'of a member who was suspended': ({ username }) => suspendAccount(app.ports, username),
    'of a member who cancelled the account': ({ person }) => person.delete('/me', { password }),
    'of an account that is gone': async ({ username }) => {
      const account = await app.ports.accounts.findByUsername(username);
      assert.ok(account);
      await app.ports.accounts.remove(account.id);
    },
  };

  const stored = async () =>
    (await readdir(join(app.directory, 'media'), { recursive: true, withFileTypes: true })).filter(
      (entry) => entry.isFile() && entry.name !== 'begun',
    ).length;

  for (const [kind, announceOne] of Object.entries({ 'whole file': announceWhole, part: announceParts }))
    for (const [end, finish] of Object.entries(ends)) {
      it(`refuses a ${kind} that is sent after the upload was ${end}`, async () => {
        const upload = await announceOne();
        const before = await stored();
        await finish(upload);
        assert.equal((await upload.send()).status, 404);
        assert.equal(await stored(), before);
      });

      it(`stores nothing of a ${kind} that was in transit when the upload was ${end}`, async () => {
        const upload = await announceOne();
        const before = await stored();
        const admit = app.ports.photos.find;
        // The upload ends after the server reads its row and before its body is complete.
        app.ports.photos.find = async (id) => {
          const found = await admit(id);
          if (id !== upload.id) return found;
          app.ports.photos.find = admit;
          await finish(upload);
          return found;
        };
        assert.equal((await upload.send()).status, 404);
        assert.equal(app.ports.photos.find, admit);
        await app.runJobs();
        assert.equal(await stored(), before);
      });
    }

  it('refuses a rejected file that is sent again', async () => {
    const upload = await announceWhole(new Uint8Array(randomBytes(500)));
    assert.equal((await upload.send()).status, 200);
    await upload.person.post(`/uploads/${upload.id}/complete`);
    await app.runJobs();
    assert.equal((await upload.person.get(`/photos/${upload.id}`)).body.status, 'rejected');
    const before = await stored();
    assert.equal((await upload.send()).status, 404);
    assert.equal(await stored(), before);
  });

  it('reports a file that has already arrived, and accepts it once', async () => {
    const upload = await announceWhole();
    assert.equal((await upload.send()).status, 200);
    assert.equal((await upload.send()).status, 412);
    await upload.person.post(`/uploads/${upload.id}/complete`);
    await app.runJobs();
    assert.equal((await upload.send()).status, 412);
    await upload.person.delete(`/photos/${upload.id}`);
    await upload.person.delete('/me/trash');
    await app.runJobs();
    assert.equal((await upload.send()).status, 404);
  });

  it('refuses the upload URL of an older file after its Idempotency-Key announces another', async () => {
    const person = await app.createMember('keyholder');
    const large = new Uint8Array(randomBytes(5000));
    const announceWithKey = async (bytes: number) => {
      const response = await person.fetch('/api/v1/uploads', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'k' },
        body: JSON.stringify({ fileName: 'a.jpg', contentType: 'image/jpeg', bytes }),
      });
      return (await response.json()) as { photo: { id: string }; target: Target };
    };
    const first = await announceWithKey(5000);
    await person.delete(`/uploads/${first.photo.id}`);
    const second = await announceWithKey(1);
    assert.equal(second.photo.id, first.photo.id);
    assert.equal((await sendBytes(app.fetch, first.target, large)).status, 404);
    assert.equal((await person.get('/me')).body.account.storedBytes, 1);
  });
});
