import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { startApp } from '../testing/app/test-app.ts';
import type { Answer, TestClient } from '../testing/app/test-client.ts';
import { makeJpeg } from '../testing/images/make-jpeg.ts';
import {
  type DatabaseServerName,
  missingDatabaseServer,
  startDatabaseServer,
} from '../testing/servers/database-servers.ts';
import { missingDynamodb, startDynamodbServer } from '../testing/servers/dynamodb-server.ts';

/** Normalizes responses: numbers ids in order, and omits times and URLs. */
function createNormalizer(): (value: unknown) => unknown {
  const ids = new Map<string, string>();
  const rename = (id: string) => {
    const name = ids.get(id) ?? `id-${ids.size + 1}`;
    ids.set(id, name);
    return name;
  };
  const normalizeText = (text: string) => {
    if (/^(?:https?:\/)?\//u.test(text)) return '<address>';
    if (/^\d{4}-\d\d-\d\dT/u.test(text)) return '<time>';
    return text.replaceAll(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gu, rename);
  };
  const normalize = (value: unknown): unknown => {
    if (typeof value === 'string') return normalizeText(value);
    if (Array.isArray(value)) return value.map(normalize);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        // Contains an id and a random part.
        .filter(([key]) => !['nextCursor', 'requestId', 'revision'].includes(key))
        .map(([key, field]) => [key, normalize(field)]),
    );
  };
  return normalize;
}

type Step = { status: number; body: unknown };

/** Performs the steps of two members and a visitor, and returns each response. */
async function walkThrough(settings: Record<string, string>): Promise<Record<string, Step>> {
  await using app = await startApp(settings);
  const normalize = createNormalizer();
  const answers: Record<string, Step> = {};
  const note = (step: string, { status, body }: Answer) => {
    answers[step] = { status, body: normalize(body) };
    return body;
  };

  const ada = await app.createMember('ada');
  const bob = await app.createMember('bob');
  const visitor = app.createVisitor();
  const register = { username: 'ada', email: 'other@example.org', password: 'long enough, surely' };
  note('a name that is taken', await visitor.post('/accounts', register));
  note('a wrong password', await visitor.post('/session', { login: 'ada', password: 'something else' }));
  note('who ada is', await ada.get('/me'));

  const photos: string[] = [];
  for (const hue of [0, 90, 180]) photos.push((await ada.upload(await makeJpeg({ hue }))).id);
  await app.runJobs();
  const [first = '', second = '', third = ''] = photos;
  note('the same file again', {
    status: 0,
    headers: new Headers(),
    body: await ada.upload(await makeJpeg()),
  });
  note('a photo', await ada.get(`/photos/${first}`));
  const details = { title: 'Zoë 🦉', tags: ['Sea', 'sea', 'été'], visibility: 'public' };
  note('its details', await ada.patch(`/photos/${first}`, details));
  for (const id of [second, third]) await ada.patch(`/photos/${id}`, { visibility: 'public' });
  note('the feed', await visitor.get('/photos'));
  note('a tag', await visitor.get('/photos?tag=SEA'));
  await walkPages(visitor, note);

  note('a like', await bob.put(`/photos/${first}/like`));
  note('a like again', await bob.put(`/photos/${first}/like`));
  note('what bob likes', await bob.get('/me/likes'));
  note('who likes it', await ada.get(`/photos/${first}/likes`));

  const album = note('an album', await ada.post('/albums', { title: 'Summer', visibility: 'public' }));
  note('photos in it', await ada.post(`/albums/${album.id}/photos`, { photoIds: photos }));
  note('in another order', await ada.put(`/albums/${album.id}/order`, { photoIds: [third, first, second] }));
  note('nothing of another', await bob.post(`/albums/${album.id}/photos`, { photoIds: photos }));
  note('the album', await visitor.get(`/albums/${album.id}`));
  note('its photos', await visitor.get(`/albums/${album.id}/photos`));

  note('into the trash', await ada.delete(`/photos/${first}`));
  note('the trash', await ada.get('/me/trash'));
  note('the album without it', await visitor.get(`/albums/${album.id}/photos`));
  note('gone for visitors', await visitor.get(`/photos/${first}`));
  note('restored', await ada.post(`/photos/${first}/restore`));
  note('what is left of the like', await bob.delete(`/photos/${first}/like`));
  note('an id with a NUL', await ada.get('/photos/a%00b'));
  note('what ada has', await ada.get('/me'));
  note('ready', await readiness(app.fetch));
  return answers;
}

async function walkPages(
  visitor: TestClient,
  note: (step: string, answer: Answer) => unknown,
): Promise<void> {
  let cursor = '';
  for (let page = 1; page <= 4; page += 1) {
    const answer = await visitor.get(`/photos?limit=1${cursor}`);
    note(`page ${page} of the feed`, answer);
    if (!answer.body.nextCursor) return;
    cursor = `&cursor=${answer.body.nextCursor}`;
  }
}

async function readiness(fetch: (address: string) => Promise<Response>): Promise<Answer> {
  const { status, headers } = await fetch('/readyz');
  return { status, headers, body: '' };
}

describe('a gallery on a database server', () => {
  let onSqlite: Record<string, Step>;
  before(async () => {
    onSqlite = await walkThrough({});
  });

  it('passes the steps of two members and a visitor', () => {
    const refused = Object.entries(onSqlite).filter(([, { status }]) => status >= 400);
    assert.deepEqual(
      refused.map(([step, { status }]) => [step, status]),
      [
        ['a name that is taken', 409],
        ['a wrong password', 401],
        ['nothing of another', 404],
        ['gone for visitors', 404],
        ['an id with a NUL', 404],
      ],
    );
  });

  it('answers on DynamoDB like on SQLite', { skip: missingDynamodb() }, async () => {
    await using server = await startDynamodbServer();
    const { url } = await server.nameTable();
    assert.deepEqual(await walkThrough({ VITRINE_DATABASE_URL: url }), onSqlite);
  });

  for (const name of ['PostgreSQL', 'MariaDB'] satisfies DatabaseServerName[])
    it(`answers on ${name} like on SQLite`, { skip: missingDatabaseServer(name) }, async () => {
      await using server = await startDatabaseServer(name);
      const { url } = await server.createDatabase();
      assert.deepEqual(await walkThrough({ VITRINE_DATABASE_URL: url }), onSqlite);
    });
});
