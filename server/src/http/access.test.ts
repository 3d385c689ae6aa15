import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { apiBase } from '@vitrine/contract/api.ts';
import type { Account } from '../domain/account.ts';
import type { AccountId } from '../domain/ids.ts';
import type { Photo } from '../domain/photo.ts';
import { days } from '../domain/time.ts';
import {
  buildAccount,
  buildAlbum,
  buildListedPhoto,
  buildPhoto,
  buildToken,
  newId,
} from '../ports/conformance/builders.ts';
import { type Rule, rules } from '../testing/api/access-rules.ts';
import { type Operation, operations } from '../testing/api/operations.ts';
import {
  createSubjects,
  rejectedSubjects,
  type Subject,
  type Subjects,
  subjects,
} from '../testing/api/subjects.ts';
import { startApp, type TestApp } from '../testing/app/test-app.ts';
import { type CognitoServer, startCognitoServer } from '../testing/cognito/cognito-server.ts';

const withoutStanding: readonly Subject[] = subjects.slice(0, 5);
const knowing: readonly Subject[] = ['the owner', 'the owner by token', 'the owner by Cognito', 'an admin'];

describe('access rules', () => {
  let cognito: CognitoServer;
  let app: TestApp;
  let people: Subjects;
  let count = 0;

  before(async () => {
    cognito = await startCognitoServer();
    app = await startApp({}, { cognito });
    people = await createSubjects(app.ports, cognito.settings);
  });
  after(async () => {
    await app[Symbol.asyncDispose]();
    await cognito[Symbol.asyncDispose]();
  });

  async function addPhoto(change: Partial<Photo>, ownerId: AccountId = people.owner.id): Promise<string> {
    const photo =
      change.status === undefined ? buildListedPhoto(ownerId, change) : buildPhoto(ownerId, change);
    assert.equal((await app.ports.photos.begin(photo, 1e12)).outcome, 'begun');
    return photo.id;
  }
  async function addAlbum(change: Parameters<typeof buildAlbum>[1], ownerId = people.owner.id) {
    const album = buildAlbum(ownerId, change);
    await app.ports.albums.insert(album);
    return album.id;
  }
  async function addMember(change: Partial<Account>) {
    const { id: _id, confirmedAt: _at, ...account } = buildAccount();
    const username = `member-${count}-${Math.random().toString(36).slice(2, 8)}`;
    const member = {
      ...account,
      id: newId<AccountId>(),
      username,
      email: `${username}@example.org`,
      ...change,
    };
    await app.ports.accounts.insert(member);
    return username;
  }
  async function addToken() {
    const token = buildToken(people.owner.id, { expiresAt: Date.now() + days(1) });
    await app.ports.tokens.insert(token);
    return token.id;
  }

  /** Makes a resource in that state and returns its path parameter. */
  const things: Record<Rule['on'], Record<string, () => Promise<string> | string>> = {
    nothing: { always: () => '' },
    photo: {
      public: () => addPhoto({}),
      unlisted: () => addPhoto({ visibility: 'unlisted' }),
      private: () => addPhoto({ visibility: 'private' }),
      hidden: () => addPhoto({ hiddenAt: 1 }),
      trashed: () => addPhoto({ trashedAt: 1 }),
      uploading: () => addPhoto({ status: 'uploading' }),
      processing: () => addPhoto({ status: 'processing' }),
      rejected: () => addPhoto({ status: 'rejected', statusReason: 'It is not a picture.' }),
      'of a suspended member': () => addPhoto({}, people.suspended.id),
      'of a cancelled member': () => addPhoto({}, people.cancelled.id),
      absent: () => newId<string>(),
    },
    album: {
      public: () => addAlbum({}),
      unlisted: () => addAlbum({ visibility: 'unlisted' }),
      private: () => addAlbum({ visibility: 'private' }),
      'of a suspended member': () => addAlbum({}, people.suspended.id),
      absent: () => newId<string>(),
    },
    session: {
      present: async () => (await people.addSession(people.owner)).id,
      'of a suspended member': async () => (await people.addSession(people.suspended)).id,
      absent: () => newId<string>(),
    },
    token: { present: addToken, absent: () => newId<string>() },
    member: {
      active: () => addMember({ confirmedAt: 1 }),
      unconfirmed: () => addMember({}),
      suspended: () => addMember({ confirmedAt: 1, suspendedAt: 1 }),
      cancelled: () => addMember({ confirmedAt: 1, cancelledAt: 1 }),
      absent: () => 'nobody-at-all',
    },
    profile: {
      active: () => people.owner.username,
      unconfirmed: () => people.unconfirmed.username,
      'of a suspended member': () => people.suspended.username,
      'of a cancelled member': () => people.cancelled.username,
      absent: () => 'nobody-at-all',
    },
  };

  async function ask(operation: Operation, rule: Rule, subject: Subject, thing: string) {
    count += 1;
    const body = rule.body?.(count);
    const path = operation.path.replace(/\{\w+\}/u, thing) + (rule.query ?? '');
    const response = await app.fetch(apiBase + path, {
      method: operation.method,
      headers: {
        ...(await people.headersOf(subject, operation.method)),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
    if (isStream) await response.body?.cancel();
    const text = isStream ? '' : await response.text();
    return { answer: response.status < 400 ? `${response.status}` : withCode(response.status, text), text };
  }

  for (const operation of operations) {
    it(`answers ${operation.name} according to its rule`, async () => {
      const rule = rules[operation.name];
      assert.ok(rule, `${operation.name} has no rule in access-rules.ts`);
      const faults: string[] = [];
      const refusals = new Set<string>();
      for (const [state, make] of Object.entries(things[rule.on]))
        for (const subject of subjects) {
          const { answer, text } = await ask(operation, rule, subject, await make());
          const expected = expect(operation, rule, subject, state);
          if (answer !== expected) faults.push(`${subject}, ${state}: ${answer}, not ${expected}`);
          if (answer.startsWith('404') && !knowing.includes(subject))
            refusals.add(text.replace(/"requestId":"[^"]*"/u, ''));
        }
      assert.deepEqual(faults, []);
      assert.ok(refusals.size <= 1, `what is hidden is told like what is not there: ${[...refusals]}`);
    });
  }

  it('has no rule for an operation that is missing from the document', () => {
    const names = new Set(operations.map(({ name }) => name));
    assert.deepEqual(
      Object.keys(rules).filter((name) => !names.has(name)),
      [],
    );
  });

  it('shows in public lists only ready, public photos of active members, neither trashed nor hidden', async () => {
    const listed = await addPhoto({});
    const others = await Promise.all(
      Object.entries(things.photo).flatMap(([state, make]) => (state === 'public' ? [] : [make()])),
    );
    const mayRead = (subject: Subject) =>
      subject !== 'a token of the wrong scope' && !rejectedSubjects.includes(subject);
    for (const subject of subjects.filter(mayRead))
      for (const list of ['/photos', '/users/owning/photos']) {
        const headers = await people.headersOf(subject, 'GET');
        const seen = new Set<string>();
        let cursor: string | null = null;
        do {
          const query: string = cursor ? `&cursor=${cursor}` : '';
          const response = await app.fetch(`${apiBase}${list}?limit=200${query}`, { headers });
          const page = (await response.json()) as { items: { id: string }[]; nextCursor: string | null };
          for (const { id } of page.items) seen.add(id);
          cursor = page.nextCursor;
        } while (cursor);
        assert.ok(seen.has(listed), `${subject}, ${list}`);
        assert.deepEqual(
          others.filter((id) => seen.has(id)),
          [],
          `${subject}, ${list}`,
        );
      }
  });

  it('hides photos that are more private than their album from its lists, counts and covers', async () => {
    const states = Object.keys(things.photo).filter((state) => !/^of a|absent/u.test(state));
    const found = { public: ['public'], unlisted: ['public', 'unlisted'], private: ['public', 'unlisted'] };
    for (const visibility of ['public', 'unlisted', 'private'] as const) {
      const albumId = await addAlbum({ visibility });
      const photos = new Map<string, string>();
      for (const state of states) photos.set(state, String(await things.photo[state]?.()));
      const photoIds = [...photos.values()] as Photo['id'][];
      const request = { albumId, maxPhotos: 100, now: 1 };
      // The private photo comes first, so that it would be the cover.
      await app.ports.albums.addPhotos({ ...request, photoIds: photoIds.toReversed() });
      for (const subject of subjects.filter((each) => !rejectedSubjects.includes(each))) {
        if (subject === 'a token of the wrong scope') continue;
        const headers = await people.headersOf(subject, 'GET');
        const read = async (path: string) =>
          (await app.fetch(`${apiBase}/albums/${albumId}${path}`, { headers })).json() as Promise<never>;
        const album: { code?: string; photoCount: number; cover: { id: string } | null; withheld?: object } =
          await read('');
        const isOwner = subject.startsWith('the owner');
        if (visibility === 'private' && !isOwner && subject !== 'an admin') {
          assert.equal(album.code, 'not-found', subject);
          continue;
        }
        const expected = isOwner ? states.filter((state) => state !== 'trashed') : found[visibility];
        const { items }: { items: { id: string }[] } = await read('/photos?limit=200');
        const told = `${subject}, ${visibility} album`;
        const ids = items.map(({ id }) => id);
        assert.deepEqual(
          states.filter((state) => ids.includes(photos.get(state) ?? '')),
          expected,
          told,
        );
        assert.equal(album.photoCount, expected.length, told);
        assert.equal(album.cover?.id, photos.get(isOwner ? 'rejected' : (expected.at(-1) ?? '')), told);
        const withheld = { public: 2, unlisted: 1, private: 0 }[visibility];
        const count = Object.values(album.withheld ?? {}).reduce((sum: number, each) => sum + each, 0);
        assert.equal(count, isOwner ? withheld : 0, told);
        assert.equal(album.withheld !== undefined, isOwner, told);
      }
      for (const state of ['unlisted', 'private'] as const) {
        await app.ports.albums.change(albumId, (album) => ({
          ...album,
          coverPhotoId: photos.get(state) as Photo['id'],
        }));
        const { cover } = (await (await app.fetch(`${apiBase}/albums/${albumId}`)).json()) as {
          cover?: { id: string };
        };
        const mayBeCover = visibility === 'unlisted' && state === 'unlisted';
        assert.equal(cover?.id === photos.get(state), mayBeCover, `${state} cover, ${visibility} album`);
      }
    }
  });

  it('refuses the photos and albums of others in every body', async () => {
    const [photo, album] = [await addPhoto({}), await addAlbum({})];
    const other = await people.headersOf('another member', 'POST');
    const send = async (method: string, path: string, body: unknown) => {
      const headers = { ...other, 'content-type': 'application/json' };
      const response = await app.fetch(apiBase + path, { method, headers, body: JSON.stringify(body) });
      return { status: response.status, body: JSON.parse((await response.text()) || 'null') };
    };
    const own = (await send('POST', '/albums', { title: 'Mine', photoIds: [photo] })).body;
    assert.equal(own.photoCount, 0);
    assert.equal((await send('POST', `/albums/${own.id}/photos`, { photoIds: [photo] })).body.photoCount, 0);
    assert.equal((await send('PATCH', `/albums/${own.id}`, { coverPhotoId: photo })).status, 404);
    assert.equal((await send('PATCH', '/me', { avatarPhotoId: photo })).status, 404);
    const file = { fileName: 'a.jpg', contentType: 'image/jpeg', bytes: 10 };
    assert.equal((await send('POST', '/uploads', { ...file, albumId: album })).status, 404);
    for (const change of [
      { action: 'delete' },
      { action: 'restore' },
      { action: 'visibility', visibility: 'private' },
      { action: 'addTags', tags: ['mine'] },
      { action: 'removeTags', tags: ['mine'] },
      { action: 'addToAlbum', albumId: own.id },
      { action: 'removeFromAlbum', albumId: own.id },
    ]) {
      const { body } = await send('POST', '/photos/bulk', { photoIds: [photo], ...change });
      assert.deepEqual(body.results, [{ photoId: photo, ok: false, code: 'not-found' }], change.action);
    }
    const intoAnothers = { photoIds: [photo], action: 'addToAlbum', albumId: album };
    assert.equal((await send('POST', '/photos/bulk', intoAnothers)).status, 404);
    const { trashedAt, visibility, tags } = (await app.ports.photos.find(photo as Photo['id'])) ?? {};
    assert.deepEqual([trashedAt, visibility, tags], [undefined, 'public', []]);
  });
});

function withCode(status: number, text: string): string {
  const problem: { code: string; status: number } = JSON.parse(text);
  assert.equal(problem.status, status);
  return `${status} ${problem.code}`;
}

function expect({ access }: Operation, rule: Rule, subject: Subject, state: string): string {
  if (rejectedSubjects.includes(subject)) return '401 unauthenticated';
  if (subject === 'a token of the wrong scope') return '403 forbidden';
  if (subject.startsWith('the owner by') && access === 'session') return '403 forbidden';
  const isNobody = withoutStanding.includes(subject);
  if (isNobody && access !== 'anyone') return '401 unauthenticated';
  const owns = subject.startsWith('the owner') && !state.startsWith('of a ');
  const role = isNobody ? 'visitors' : subject === 'an admin' ? 'admins' : owns ? 'owner' : 'members';
  if (state === 'absent' || !rule[role].includes(state)) return '404 not-found';
  return (role === 'owner' ? rule.but?.[state] : undefined) ?? rule.ok;
}
