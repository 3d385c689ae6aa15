import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { fewestUploadParts, uploadPartBytes } from '../../../contract/src/limits.ts';
import { waitFor } from '../../../e2e/api-client.ts';
import { createClient, sendBytes, type TestClient } from '../../../server/src/testing/app/test-client.ts';
import { makeJpeg, makeLongJpeg } from '../../../server/src/testing/images/make-jpeg.ts';

export type SmokeTarget = {
  url: string;
  /** Returns the code in the latest mail to an address. */
  latestCode(email: string): string | undefined;
};

const password = 'correct horse battery';

/** Uses most features of a gallery once. */
export async function runSmokeScenario({ url, latestCode }: SmokeTarget): Promise<void> {
  const connect = () =>
    createClient((path, init) => fetch(new URL(path, url), { redirect: 'manual', ...init }), url);
  const ada = connect();
  const email = 'ada@example.org';
  await ada.post('/accounts', { username: 'ada', email, password });
  const first = latestCode(email);
  await ada.post('/accounts/resend-code', { login: 'ada' });
  const code = await waitFor(
    async () => latestCode(email),
    (latest) => latest !== first,
  );
  await ada.post('/accounts/confirm', { login: 'ada', code });
  assert.equal((await ada.post('/session', { login: 'ada', password })).status, 200);
  assert.equal((await ada.fetch('/readyz')).status, 200);

  const { id } = await ada.upload(await makeJpeg({ hue: 10 }));
  await waitForStatus('ready', ada, id);
  const refused = await ada.upload(new TextEncoder().encode('<html></html>'));
  await waitForStatus('rejected', ada, refused.id);
  const { body: photo } = await connect().get(`/photos/${id}`);
  await connect().fetch(photo.renditions[0].url);
  await connect().fetch(`/api/v1/photos/${id}/download`);
  await ada.put(`/photos/${id}/like`);
  const { body: album } = await ada.post('/albums', { title: 'Dawn' });
  await ada.post(`/albums/${album.id}/photos`, { photoIds: [id] });
  await ada.patch('/me', { avatarPhotoId: id });
  await ada.patch('/me', { avatarPhotoId: null });
  await sendInParts(ada, { cancels: false });
  await sendInParts(ada, { cancels: true });
  await ada.delete(`/photos/${id}`);
  await ada.delete('/me/trash');

  await ada.post('/accounts/forgot-password', { login: 'ada' });
  const forgotten = await waitFor(
    async () => latestCode(email),
    (latest) => latest !== code,
  );
  const newPassword = 'battery horse correct';
  await ada.post('/accounts/reset-password', { login: 'ada', code: forgotten, password });
  assert.equal((await ada.post('/session', { login: 'ada', password })).status, 200);
  await ada.put('/me/password', { password, newPassword });
  await ada.put('/me/email', { password: newPassword, email: 'ada@example.net' });
  await ada.post('/me/email/confirm', { code: latestCode('ada@example.net') });
  await ada.delete('/me', { password: newPassword });
}

async function waitForStatus(status: 'ready' | 'rejected', client: TestClient, id: string): Promise<void> {
  await waitFor(async () => (await client.get(`/photos/${id}`)).body.status === status, Boolean);
}

async function sendInParts(client: TestClient, { cancels }: { cancels: boolean }): Promise<void> {
  const length = (fewestUploadParts - 1) * uploadPartBytes + 100_000;
  const bytes = await makeLongJpeg(length, { hue: cancels ? 100 : 200 });
  const pieces = [...Array(fewestUploadParts).keys()].map((index) =>
    bytes.slice(index * uploadPartBytes, (index + 1) * uploadPartBytes),
  );
  const sha256 = (piece: Uint8Array) => createHash('sha256').update(piece).digest('hex');
  const announcement = {
    fileName: 'long.jpg',
    contentType: 'image/jpeg',
    bytes: bytes.byteLength,
    sha256: sha256(bytes),
    parts: pieces.map((piece) => ({ sha256: sha256(piece) })),
  };
  const { body: begun } = await client.post('/uploads', announcement);
  assert.equal((await sendBytes(fetch, begun.parts[0].target, pieces[0] ?? bytes)).status, 200);
  if (cancels) {
    assert.equal((await client.delete(`/uploads/${begun.photo.id}`)).status, 204);
    return;
  }
  const { body: resumed } = await client.post('/uploads', announcement);
  assert.equal(resumed.parts[0].target, null);
  for (const [index, { target }] of resumed.parts.entries())
    if (target) assert.equal((await sendBytes(fetch, target, pieces[index] ?? bytes)).status, 200);
  assert.equal((await client.post(`/uploads/${resumed.photo.id}/complete`)).status, 202);
  await waitForStatus('ready', client, resumed.photo.id);
}
