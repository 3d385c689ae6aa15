import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { makeAdmin } from '../features/administration/accounts.ts';
import { password, startApp, type TestApp } from '../testing/app/test-app.ts';
import type { TestClient } from '../testing/app/test-client.ts';
import { makeJpeg } from '../testing/images/make-jpeg.ts';

type Case = { owner: TestClient; username: string; id: string };

describe('a signed URL is valid only while its audience may see the photo', () => {
  let app: TestApp;
  let admin: TestClient;
  let people = 0;

  before(async () => {
    app = await startApp();
    admin = await app.createMember('boss');
    await makeAdmin(app.ports, 'boss');
  });
  after(() => app[Symbol.asyncDispose]());

  async function share(): Promise<Case> {
    people += 1;
    const username = `painter${people}`;
    const owner = await app.createMember(username);
    const { id } = await owner.upload(await makeJpeg({ hue: people }), { visibility: 'unlisted' });
    await app.runJobs();
    return { owner, username, id };
  }

  /** Lists every signed URL of the photo that a person receives. */
  async function addressesOf(person: TestClient, id: string): Promise<string[]> {
    const { body } = await person.get(`/photos/${id}`);
    const downloads = await Promise.all(
      ['original', '640'].map((size) => person.get(`/photos/${id}/download?size=${size}`)),
    );
    return [
      ...body.renditions.map(({ url }: { url: string }) => url),
      ...downloads.map(({ headers }) => headers.get('location') ?? ''),
    ];
  }
  async function statusesOf(addresses: readonly string[]): Promise<number[]> {
    const answers = await Promise.all(addresses.map((address) => app.fetch(address)));
    for (const answer of answers) await answer.arrayBuffer();
    return [...new Set(answers.map(({ status }) => status))];
  }

  const ends: Record<string, (shared: Case) => Promise<unknown>> = {
    'an admin hides the photo': ({ id }) => admin.put(`/admin/photos/${id}/hidden`),
    'an admin suspends its owner': ({ username }) =>
      admin.put(`/admin/users/${username}/suspension`, { reason: 'Spam' }),
    'its owner makes it private': ({ owner, id }) => owner.patch(`/photos/${id}`, { visibility: 'private' }),
    'its owner deletes it': ({ owner, id }) => owner.delete(`/photos/${id}`),
    'its owner cancels the account': ({ owner }) => owner.delete('/me', { password }),
  };
  for (const [end, act] of Object.entries(ends))
    it(`refuses strangers once ${end}`, async () => {
      const shared = await share();
      const given = await addressesOf(app.createVisitor(), shared.id);
      assert.ok(given.length >= 5);
      assert.deepEqual(await statusesOf(given), [200]);
      await act(shared);
      assert.deepEqual(await statusesOf(given), [404]);
    });

  it('revokes signed URLs that the owner may have passed on, and issues new ones', async () => {
    const { owner, id } = await share();
    const passedOn = (await owner.get(`/photos/${id}`)).body.renditions.map(
      ({ url }: { url: string }) => url,
    );
    assert.deepEqual(await statusesOf(passedOn), [200]);
    await admin.put(`/admin/photos/${id}/hidden`);
    assert.deepEqual(await statusesOf(passedOn), [404]);
    assert.deepEqual(await statusesOf(await addressesOf(owner, id)), [200]);
  });

  it('refuses passed-on URLs after the owner is suspended, but not those of an admin', async () => {
    const { owner, username, id } = await share();
    const passedOn = await addressesOf(owner, id);
    await admin.put(`/admin/users/${username}/suspension`, { reason: 'Spam' });
    assert.deepEqual(await statusesOf(passedOn), [404]);
    assert.deepEqual(await statusesOf(await addressesOf(admin, id)), [200]);
  });

  it('accepts the URL again after an admin unhides the photo', async () => {
    const { id } = await share();
    const given = await addressesOf(app.createVisitor(), id);
    await admin.put(`/admin/photos/${id}/hidden`);
    await admin.delete(`/admin/photos/${id}/hidden`);
    assert.deepEqual(await statusesOf(given), [200]);
  });

  it('refuses a URL that was signed for another audience', async () => {
    const { id } = await share();
    for (const address of await addressesOf(app.createVisitor(), id))
      for (const audience of ['owner', 'admin', 'everybody', ''])
        assert.deepEqual(
          (await statusesOf([address.replace('for=others', `for=${audience}`)])).map(
            (status) => status >= 400,
          ),
          [true],
        );
  });
});
