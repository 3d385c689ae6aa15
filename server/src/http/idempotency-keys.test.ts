import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startApp, type TestApp } from '../testing/app/test-app.ts';
import type { TestClient } from '../testing/app/test-client.ts';

describe('an Idempotency-Key belongs to one request', () => {
  let app: TestApp;
  let person: TestClient;
  let keys = 0;

  before(async () => {
    app = await startApp();
    person = await app.createMember('ada');
  });
  after(() => app[Symbol.asyncDispose]());

  const send = async (path: string, key: string, body: object) => {
    const response = await person.fetch(`/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
    });
    // biome-ignore lint/suspicious/noExplicitAny: photos, albums and problems
    return { status: response.status, body: (await response.json()) as any };
  };
  const newKey = () => {
    keys += 1;
    return `k${keys}`;
  };
  const file = { fileName: 'a.jpg', contentType: 'image/jpeg', bytes: 10 };
  const album = { title: 'Walks' };
  const others: [path: string, made: object, others: object[]][] = [
    [
      '/uploads',
      file,
      [
        { ...file, bytes: 11 },
        { ...file, fileName: 'b.jpg' },
        { ...file, title: 'Dawn' },
        { ...file, tags: ['sea'] },
        { ...file, visibility: 'unlisted' },
        { ...file, sha256: 'a'.repeat(64) },
      ],
    ],
    [
      '/albums',
      album,
      [{ title: 'Hikes' }, { ...album, description: 'Far' }, { ...album, visibility: 'unlisted' }],
    ],
  ];
  for (const [path, made, different] of others) {
    it(`at ${path}: a repeated request returns the first result, with the fields in any order`, async () => {
      const key = newKey();
      const first = await send(path, key, made);
      const again = await send(path, key, Object.fromEntries(Object.entries(made).reverse()));
      const idOf = ({ body }: { body: { id?: string; photo?: { id: string } } }) => body.photo?.id ?? body.id;
      assert.equal(first.status, 201);
      assert.ok(again.status < 300);
      assert.equal(idOf(again), idOf(first));
    });

    it(`at ${path}: a different request with the same key is a conflict and changes nothing`, async () => {
      const key = newKey();
      const { body } = await send(path, key, made);
      for (const other of different) {
        const answer = await send(path, key, other);
        assert.deepEqual([answer.status, answer.body.code], [409, 'conflict'], JSON.stringify(other));
      }
      const kept = body.photo ? `/photos/${body.photo.id}` : `/albums/${body.id}`;
      const { title, description } = (await person.get(kept)).body;
      assert.deepEqual([title, description], [body.photo ? '' : 'Walks', '']);
    });

    it(`at ${path}: only one of several concurrent requests is executed`, async () => {
      const key = newKey();
      const answers = await Promise.all([made, ...different].map((body) => send(path, key, body)));
      assert.equal(answers.filter(({ status }) => status === 201).length, 1);
      assert.equal(answers.filter(({ status }) => status === 409).length, different.length);
    });
  }
});
