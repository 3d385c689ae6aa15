import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import { apiBase } from '@vitrine/contract/api.ts';
import fc from 'fast-check';
import { buildAlbum, buildListedPhoto, buildToken } from '../ports/conformance/builders.ts';
import { rules } from '../testing/api/access-rules.ts';
import { type Operation, operations, type Schema } from '../testing/api/operations.ts';
import { createSubjects } from '../testing/api/subjects.ts';
import { startApp, type TestApp } from '../testing/app/test-app.ts';
import { hostileValuesFor, hostileWords } from '../testing/inputs/hostile-values.ts';

type Answered = { status: number; paths: string[]; text: string };
type Sent = {
  query?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
  contentType?: string;
  thing?: string;
};

/* Longer than any response takes, and shorter than the limit of the test run. */
const patience = 30_000;

describe('invalid requests', () => {
  let app: TestApp;
  let cookie: string;
  let adminCookie: string;
  let database: DatabaseSync;
  let count = 0;
  const things: Record<string, string> = {};

  before(async () => {
    app = await startApp({ VITRINE_TRUST_PROXY: 'on' });
    const people = await createSubjects(app.ports);
    const { owner } = people;
    cookie = (await people.addSession(owner)).cookie;
    const warden = await app.ports.accounts.findByUsername('warden');
    assert.ok(warden);
    adminCookie = (await people.addSession(warden)).cookie;
    const [photo, album, token] = [buildListedPhoto(owner.id), buildAlbum(owner.id), buildToken(owner.id)];
    for (const one of [photo, buildListedPhoto(owner.id)]) await app.ports.photos.begin(one, 1e12);
    await app.ports.albums.insert(album);
    await app.ports.tokens.insert(token);
    const session = (await people.addSession(owner)).id;
    Object.assign(things, { photo: photo.id, album: album.id, token: token.id, session });
    Object.assign(things, { profile: owner.username, member: 'another' });
    database = new DatabaseSync(`${app.directory}/vitrine.db`, { readOnly: true });
  });
  after(async () => {
    database.close();
    await app[Symbol.asyncDispose]();
  });

  /** Hashes all tables that requests may change. Leaves out attempts, because failed requests count there, too. */
  function fingerprint(): string {
    const tables =
      'accounts credentials codes sessions tokens photos photo_tags likes albums album_photos jobs';
    return tables
      .split(' ')
      .map((table) => {
        const versions = /^(accounts|photos|albums)$/u.test(table) ? 'total(version)' : '0';
        return JSON.stringify(database.prepare(`select count(*) n, ${versions} v from ${table}`).get());
      })
      .join();
  }

  /** Sends the request from its own address, and asserts the properties of every refusal. */
  async function send(operation: Operation, sent: Sent): Promise<Answered> {
    count += 1;
    const thing = sent.thing ?? things[rules[operation.name]?.on ?? ''] ?? '';
    const before = fingerprint();
    const response = await app.fetch(
      apiBase + operation.path.replace(/\{\w+\}/u, () => thing) + (sent.query ?? ''),
      {
        method: operation.method,
        headers: {
          cookie: operation.access === 'admin' ? adminCookie : cookie,
          ...sent.headers,
          'x-forwarded-for': `10.${count >> 16}.${(count >> 8) & 255}.${count & 255}`,
          ...(sent.body !== undefined && { 'content-type': sent.contentType ?? 'application/json' }),
        },
        signal: AbortSignal.timeout(patience),
        ...(sent.body !== undefined && { body: sent.body }),
      },
    );
    const { status } = response;
    // An accepted event stream stays open until the client cancels it.
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
    if (isStream) await response.body?.cancel();
    const text = isStream ? '' : await response.text();
    assert.ok(status < 500, `${operation.name} answered ${status}: ${text.slice(0, 300)}`);
    if (status < 400) return { status, paths: [], text };
    assert.equal(response.headers.get('content-type'), 'application/problem+json', text.slice(0, 200));
    const problem: {
      status: number;
      requestId: string;
      detail: string;
      errors?: { path: string; message: string }[];
    } = JSON.parse(text);
    assert.equal(problem.status, status);
    assert.doesNotMatch(
      text,
      /Invalid (?:input|option|key)|received|Unrecognized|Too (?:small|big)/u,
      'in words',
    );
    assert.match(problem.requestId, /^[\w-]{8,}$/u);
    assert.ok(problem.detail.length < 10_000 && !/\bat .*\.ts:\d/u.test(text), 'short, and no stack');
    assert.equal(fingerprint(), before, `${operation.name} refused with ${status} and stored something`);
    return { status, paths: problem.errors?.map(({ path }) => path) ?? [], text };
  }

  const isAbout = (field: string, { paths }: Answered) =>
    paths.length > 0 && paths.every((path) => path === field || path.startsWith(`${field}.`));

  /** Returns the operation's valid body as JSON text, with one field replaced by raw text or left out. */
  function bodyWith(operation: Operation, field: string, json: string | undefined): string {
    const sound = Object.entries(rules[operation.name]?.body?.(count) ?? {});
    const members = sound
      .filter(([name]) => name !== field)
      .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
    return `{${(json === undefined ? members : [...members, `${JSON.stringify(field)}:${json}`]).join()}}`;
  }

  /** Returns false for fields that are looked up or ignored. */
  const isKept = (field: string) => field !== 'login' && field !== 'albumId';
  const isNullable = ({ type }: Schema) => Array.isArray(type) && type.includes('null');

  for (const operation of operations.filter(({ body }) => body !== undefined)) {
    const fields = Object.entries(operation.body?.properties ?? {});

    it(`names the invalid field in a body of ${operation.name}`, async () => {
      assert.ok(fields.length > 0);
      for (const [field, schema] of fields) {
        const values = hostileValuesFor(schema, isNullable(schema));
        for (const { name, json, isWrong } of values) {
          const answered = await send(operation, { body: bodyWith(operation, field, json) });
          if (name === 'a lone surrogate' && isKept(field))
            assert.ok(answered.status >= 400, `${field} as ${name}`);
          if (!isWrong) continue;
          assert.equal(answered.status, 400, `${field} as ${name}: ${answered.text.slice(0, 300)}`);
          assert.ok(isAbout(field, answered), `${field} as ${name}: ${answered.text.slice(0, 300)}`);
        }
        for (const { name, json, isWrong } of schema.items ? hostileValuesFor(schema.items) : []) {
          const answered = await send(operation, { body: bodyWith(operation, field, `[${json}]`) });
          if (!isWrong) continue;
          assert.equal(answered.status, 400, `${field} of ${name}: ${answered.text.slice(0, 300)}`);
          assert.ok(isAbout(field, answered), `${field} of ${name}: ${answered.text.slice(0, 300)}`);
        }
        if (!operation.body?.required?.includes(field)) continue;
        const missing = await send(operation, { body: bodyWith(operation, field, undefined) });
        assert.ok(missing.status === 400 && isAbout(field, missing), `${field} is missing: ${missing.text}`);
      }
    });

    it(`names the unknown field in a body of ${operation.name}`, async () => {
      for (const name of ['bogus', 'constructor', 'ID', 'x'.repeat(5000), '']) {
        const answered = await send(operation, { body: bodyWith(operation, name, '1') });
        assert.equal(answered.status, 400, answered.text);
        assert.deepEqual(answered.paths, [name.slice(0, 100)], answered.text);
        assert.ok(answered.text.length < 2_000);
      }
    });

    it(`refuses a body of ${operation.name} that is not a JSON object`, async () => {
      const sound = bodyWith(operation, '', undefined);
      const broken: [string, Sent][] = [
        ...['', '{', sound.slice(0, -1), `${sound}}`, 'undefined', "{'a':1}", '\ufeff{', '[', '\u0000'].map(
          (body): [string, Sent] => [`malformed: ${body.slice(0, 20)}`, { body }],
        ),
        ...['[]', 'null', 'true', '1', '"text"', `[${sound}]`].map((body): [string, Sent] => [
          body,
          { body },
        ]),
        ['nested without end', { body: '['.repeat(200_000) }],
        ['not UTF-8', { body: new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]) }],
        ['beyond the limit', { body: JSON.stringify({ a: 'x'.repeat(1_100_000) }) }],
        ['plain text', { body: sound, contentType: 'text/plain' }],
        ['a form', { body: sound, contentType: 'application/x-www-form-urlencoded' }],
        ['a form of parts', { body: sound, contentType: 'multipart/form-data; boundary=x' }],
        ['a picture', { body: sound, contentType: 'image/jpeg' }],
        ['no type', { body: sound, contentType: '' }],
      ];
      for (const [name, sent] of broken) {
        const { status, text } = await send(operation, sent);
        assert.ok([400, 413, 415].includes(status), `${name}: ${status} ${text.slice(0, 300)}`);
      }
    });

    it(`lets no body of ${operation.name} set protected fields`, async () => {
      const more = '"role":"admin","id":"x","ownerId":"x","status":"ready","hiddenAt":null,"likeCount":1e9';
      const polluted = `${bodyWith(operation, '', undefined).slice(0, -1)},${more},"__proto__":{"role":"admin"}}`;
      await send(operation, { body: polluted.replace('{,', '{') });
      const { role } = database.prepare("select role from accounts where username = 'owning'").get() ?? {};
      assert.equal(role, 'member');
      assert.equal(Reflect.get({}, 'role'), undefined);
    });
  }

  for (const operation of operations.filter(({ parameters }) => parameters.length > 0))
    it(`refuses parameters of ${operation.name} that name no resource`, async () => {
      const body = operation.body && bodyWith(operation, '', undefined);
      for (const parameter of operation.parameters)
        for (const [name, word] of Object.entries(hostileWords)) {
          const isInPath = parameter.in === 'path';
          const sent = { path: { thing: word }, query: { query: `?${parameter.name}=${word}` } };
          const answered = await send(operation, {
            ...(parameter.in === 'header' ? {} : sent[parameter.in]),
            // Made as a member, so that admin operations find the name.
            headers: { cookie, ...(parameter.in === 'header' && { [parameter.name]: word }) },
            ...(body && { body }),
          });
          // The client may choose any value for these.
          const isFree = parameter.name === 'tag' || parameter.in === 'header';
          if (isFree && word.length <= (parameter.schema.maxLength ?? 0)) continue;
          const what = `${parameter.name} as ${name}: ${answered.status} ${answered.text.slice(0, 200)}`;
          assert.ok(answered.status >= 400, what);
          if (answered.status === 400) assert.ok(isAbout(parameter.name, answered), what);
          else assert.ok(answered.status === 404 && (isInPath || parameter.name === 'size'), what);
        }
      const doubled = operation.parameters.filter((parameter) => parameter.in === 'query');
      for (const { name } of doubled)
        await send(operation, { query: `?${name}=1&${name}=2`, ...(body && { body }) });
    });

  it('refuses cursors of other lists', async () => {
    const lists = operations.filter(({ parameters }) => parameters.some(({ name }) => name === 'cursor'));
    assert.ok(lists.length >= 8);
    const asCursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const forged = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
      fc.base64String({ minLength: 1, maxLength: 80 }),
      fc.json().map((json) => Buffer.from(json).toString('base64url')),
      fc.tuple(fc.string(), fc.oneof(fc.double(), fc.string()), fc.string()).map(asCursor),
      fc.constantFrom('x'.repeat(1001), asCursor([]), asCursor(['', 1e308, '']), asCursor('['.repeat(300))),
    );
    for (const list of lists)
      await fc.assert(
        fc.asyncProperty(forged, async (cursor) => {
          const answered = await send(list, {
            query: `?cursor=${encodeURIComponent(cursor.toWellFormed())}`,
          });
          assert.ok(answered.status === 400 && isAbout('cursor', answered), answered.text.slice(0, 200));
        }),
        { numRuns: 15 },
      );
    const own = lists.find(({ name }) => name === 'GET /me/photos');
    assert.ok(own);
    const page: { nextCursor: string } = JSON.parse((await send(own, { query: '?limit=1' })).text);
    for (const list of lists) {
      const { status } = await send(list, { query: `?cursor=${page.nextCursor}` });
      assert.equal(status, list === own ? 200 : 400, list.name);
    }
  });

  it('answers unknown paths and methods with a problem', async () => {
    const cases: [string, string][] = [
      ['GET', '/nothing'],
      ['GET', ''],
      ['PUT', '/photos'],
      ['PATCH', '/session'],
      ['GET', '/photos/a/b/c/d'],
      ['OPTIONS', '/photos'],
      ['QUERY', '/photos'],
    ];
    for (const [method, path] of cases) {
      const response = await app.fetch(apiBase + path, { method });
      assert.ok(response.status === 404 || response.status === 405, `${method} ${path}: ${response.status}`);
      assert.equal(response.headers.get('content-type'), 'application/problem+json');
    }
  });
});
