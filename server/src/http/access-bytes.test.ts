import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { apiBase } from '@vitrine/contract/api.ts';
import type { PhotoId } from '../domain/ids.ts';
import type { Photo } from '../domain/photo.ts';
import { createSubjects, type Subjects, subjects } from '../testing/api/subjects.ts';
import { password, startApp, type TestApp } from '../testing/app/test-app.ts';
import type { TestClient } from '../testing/app/test-client.ts';
import { makeJpeg } from '../testing/images/make-jpeg.ts';

/** Later states of a `ready` photo. `isPublic`: everybody may read its bytes in that state. */
const states: Record<string, { change: Partial<Photo>; isPublic: boolean }> = {
  public: { change: {}, isPublic: true },
  unlisted: { change: { visibility: 'unlisted' }, isPublic: false },
  private: { change: { visibility: 'private' }, isPublic: false },
  hidden: { change: { hiddenAt: 1 }, isPublic: false },
  trashed: { change: { trashedAt: 1 }, isPublic: false },
  processing: { change: { status: 'processing' }, isPublic: false },
  rejected: { change: { status: 'rejected', statusReason: 'No' }, isPublic: false },
};

describe('access to the bytes of photos', () => {
  let app: TestApp;
  let people: Subjects;
  let owner: TestClient;
  const ids: Record<string, PhotoId> = {};

  before(async () => {
    app = await startApp();
    people = await createSubjects(app.ports);
    owner = await app.createMember('painter');
    for (const [index, state] of Object.keys(states).entries())
      ids[state] = (await owner.upload(await makeJpeg({ width: 900, height: 600, hue: index * 40 }))).id;
    await app.runJobs();
    for (const [state, { change }] of Object.entries(states))
      await app.ports.photos.change(idOf(state), (photo) => ({ ...photo, ...change }));
  });
  after(() => app[Symbol.asyncDispose]());

  const idOf = (state: string): PhotoId => {
    const id = ids[state];
    if (!id) throw new Error(`there is no photo in the state ${state}`);
    return id;
  };
  const renditionsOf = async (id: PhotoId): Promise<{ url: string }[]> =>
    (await owner.get(`/photos/${id}`)).body.renditions;
  const bare = (address: string) => address.replace(/\?.*/u, '');

  async function statusOf(address: string, headers: Record<string, string> = {}): Promise<number> {
    const response = await app.fetch(address, { headers });
    await response.arrayBuffer();
    return response.status;
  }

  for (const [state, { isPublic }] of Object.entries(states))
    it(`${isPublic ? 'gives' : 'refuses'} everybody the renditions of a photo that is ${state}, at their unsigned URLs`, async () => {
      const renditions = await renditionsOf(idOf(state));
      assert.ok(renditions.length >= 3);
      for (const { url } of renditions)
        for (const subject of subjects)
          assert.equal(
            await statusOf(bare(url), await people.headersOf(subject, 'GET')),
            isPublic ? 200 : 404,
            `${subject}: ${url}`,
          );
    });

  it('signs the URLs of photos that are not public, each for one rendition and a limited time', async () => {
    const [first, second] = await renditionsOf(idOf('private'));
    const [other] = await renditionsOf(idOf('unlisted'));
    assert.ok(first && second && other);
    assert.equal(await statusOf(first.url), 200);
    const signature = new URL(first.url, app.url).search;
    const forgeries = [
      bare(second.url) + signature,
      bare(other.url) + signature,
      first.url.replace(/expires=\d+/u, 'expires=1'),
      first.url.replace(/expires=\d+/u, 'expires=9999999999999'),
      first.url.replace(/(?<=signature=)./u, (letter) => (letter === 'A' ? 'B' : 'A')),
      first.url.replace(/&signature=.*/u, ''),
      first.url.replace(/signature=.*/u, 'signature='),
    ];
    for (const forgery of forgeries) assert.equal(await statusOf(forgery), 404, forgery);
  });

  it('serves a signed URL of the store, and refuses every altered form of it', async () => {
    const own = (await owner.get(`/photos/${idOf('private')}/download`)).headers.get('location') ?? '';
    const address = new URL(own, app.url);
    assert.equal(await statusOf(own), 200);
    const change = (make: (url: URL) => void) => {
      const url = new URL(address);
      make(url);
      return url.href;
    };
    const existing = change((url) => url.searchParams.delete('signature'));
    const absent = change((url) => {
      url.pathname = '/storage/originals/there-is-no-such-photo';
    });
    const forgeries = [
      existing,
      absent,
      change((url) => url.searchParams.set('type', 'text/html')),
      change((url) => url.searchParams.set('name', 'page.html')),
      change((url) => url.searchParams.set('expires', '9999999999999')),
      change((url) => url.searchParams.append('type', 'text/html')),
      change((url) => {
        url.pathname = url.pathname.replace(idOf('private'), idOf('trashed'));
      }),
      change((url) => {
        url.pathname = '/storage/originals/..%2f..%2fsecret';
      }),
    ];
    for (const forgery of forgeries) {
      const response = await app.fetch(forgery);
      const problem = (await response.json()) as { code: string };
      assert.deepEqual([response.status, problem.code], [403, 'forbidden'], forgery);
    }
    const written = await app.fetch(own, { method: 'PUT', body: 'x' });
    assert.equal(written.status, 403, 'an address to read from is none to write to');
  });

  it('lets others download the original only while its owner allows it', async () => {
    const id = idOf('public');
    const stranger = { headers: await people.headersOf('another member', 'GET') };
    const ask = async (size: string) =>
      (await app.fetch(`${apiBase}/photos/${id}/download?size=${size}`, stranger)).status;
    assert.deepEqual([await ask('original'), await ask('320'), await ask('321')], [302, 302, 404]);
    await owner.patch(`/photos/${id}`, { allowDownload: false });
    assert.deepEqual([await ask('original'), await ask('320')], [404, 404]);
    assert.equal((await owner.get(`/photos/${id}/download`)).status, 302);
  });

  it('hides everything of a suspended member from everybody', async () => {
    const painter = await app.ports.accounts.findByUsername('painter');
    assert.ok(painter);
    await app.ports.accounts.change(painter.id, (account) => ({
      ...account,
      suspendedAt: 1,
    }));
    assert.equal(await statusOf(`${apiBase}/photos/${idOf('public')}`), 404);
    assert.equal(await statusOf(`${apiBase}/users/painter`), 404);
    assert.equal((await owner.get('/me')).status, 401);
    const login = await app.createVisitor().post('/session', { login: 'painter', password });
    assert.deepEqual([login.status, login.body.code], [403, 'suspended']);
  });
});
