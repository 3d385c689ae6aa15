import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { makeAdmin, makeMember } from '../../features/administration/accounts.ts';
import { describeOnBackends } from '../../testing/app/backends.ts';
import { password, type TestApp } from '../../testing/app/test-app.ts';
import { makeJpeg } from '../../testing/images/make-jpeg.ts';

describeOnBackends('administration', (startApp) => {
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app[Symbol.asyncDispose]());

  it('hides a photo from everybody but its owner, and shows it again', async () => {
    const admin = await app.createMember('boss');
    const owner = await app.createMember('owner');
    const { id } = await owner.upload(await makeJpeg());
    await app.runJobs();
    assert.equal((await admin.put(`/admin/photos/${id}/hidden`)).status, 404, 'before it is an admin');
    await makeAdmin(app.ports, 'boss');
    assert.equal((await admin.get(`/photos/${id}`)).body.viewer.canHide, true);
    const { url } = (await app.createVisitor().get(`/photos/${id}`)).body.renditions[0];
    assert.equal((await admin.put(`/admin/photos/${id}/hidden`)).status, 204);
    assert.equal((await app.createVisitor().get(`/photos/${id}`)).status, 404);
    assert.equal((await app.createVisitor().get('/photos')).body.items.length, 0);
    assert.equal((await owner.get(`/photos/${id}`)).body.hidden, true);
    assert.equal((await owner.get('/me/photos')).body.items[0].hidden, true, 'its owner is told');
    assert.equal((await admin.get(`/photos/${id}`)).body.hidden, true);
    assert.equal((await app.createVisitor().fetch(url)).status, 404);
    assert.equal((await admin.delete(`/admin/photos/${id}/hidden`)).status, 204);
    assert.equal((await app.createVisitor().get('/photos')).body.items.length, 1);
    assert.equal((await owner.get(`/photos/${id}`)).body.hidden, false);
  });

  it('suspends a member, who is logged out and hidden, and lets them in again', async () => {
    const admin = await app.createMember('chief');
    await makeAdmin(app.ports, 'chief');
    const member = await app.createMember('rude');
    assert.equal((await admin.put('/admin/users/rude/suspension', { reason: 'Spam' })).status, 204);
    assert.equal((await member.get('/me')).status, 401);
    const refused = await app.createVisitor().post('/session', { login: 'rude', password });
    assert.deepEqual([refused.status, refused.body.code], [403, 'suspended']);
    assert.match(refused.body.detail, /Reason: Spam/u);
    await app.runJobs();
    assert.equal((await app.mailSubjectsTo('rude@example.org')).at(-1), 'Your Vitrine account is suspended');
    const wrong = await app.createVisitor().post('/session', { login: 'rude', password: 'not the password' });
    assert.doesNotMatch(wrong.body.detail, /suspended|Spam/u, 'only a right password is told');
    assert.equal((await app.createVisitor().get('/users/rude')).status, 404);
    assert.equal((await admin.get('/users/rude')).body.suspended, true, 'an admin finds them');
    assert.equal((await admin.delete('/admin/users/rude/suspension')).status, 204);
    assert.equal((await app.createVisitor().get('/users/rude')).body.suspended, false);
    await app.runJobs();
    assert.equal((await app.mailSubjectsTo('rude@example.org')).at(-1), 'Your Vitrine account works again');
    assert.equal((await app.createVisitor().post('/session', { login: 'rude', password })).status, 200);
  });

  it('suspends nobody without a reason', async () => {
    const admin = await app.createMember('judge');
    await makeAdmin(app.ports, 'judge');
    await app.createMember('accused');
    for (const body of [undefined, {}, { reason: '  ' }, { reason: 'x'.repeat(501) }])
      assert.equal((await admin.put('/admin/users/accused/suspension', body)).status, 400);
    assert.equal((await app.createVisitor().get('/users/accused')).body.suspended, false);
  });

  it('removes the rights of an admin who becomes a member again', async () => {
    const former = await app.createMember('former');
    await app.createMember('quiet');
    await makeAdmin(app.ports, 'former');
    assert.equal((await former.get('/session')).body.account.role, 'admin');
    await makeMember(app.ports, 'former');
    assert.equal((await former.get('/session')).body.account.role, 'member');
    assert.equal((await former.put('/admin/users/quiet/suspension', { reason: 'Spam' })).status, 404);
    assert.equal((await app.createVisitor().get('/users/quiet')).status, 200);
  });

  it('refuses admins who suspend themselves, in any spelling of their name', async () => {
    const admin = await app.createMember('captain');
    await makeAdmin(app.ports, 'captain');
    for (const name of ['captain', 'CAPTAIN', '%20captain%20'])
      assert.equal(
        (await admin.put(`/admin/users/${name}/suspension`, { reason: 'Spam' })).status,
        409,
        name,
      );
    assert.equal(
      (await admin.put('/admin/users/captain@example.org/suspension', { reason: 'Spam' })).status,
      400,
    );
    assert.equal((await admin.get('/me')).status, 200);
  });

  it('logs a suspension by account id, without text of the request', async () => {
    const told: { message: string; fields: Record<string, unknown> }[] = [];
    const info = (fields: Record<string, unknown>, message: string) => void told.push({ message, fields });
    const log = { ...app.ports.log, info };
    await app.createMember('clerk');
    await app.createMember('loud');
    const { id: by } = await makeAdmin(app.ports, 'clerk');
    const admin = app.createVisitor(app.withOptions({ ports: { ...app.ports, log } }));
    await admin.post('/session', { login: 'clerk', password });
    await admin.put('/admin/users/LOUD/suspension', { reason: 'Spam' });
    await admin.delete('/admin/users/LOUD/suspension');
    const loud = await app.ports.accounts.findByUsername('loud');
    const said = told
      .filter(({ message }) => message.startsWith('account '))
      .map(({ message, fields: { requestId: _, ...fields } }) => ({ message, ...fields }));
    const accountId = loud?.id;
    assert.deepEqual(said, [
      { message: 'account suspended', by, accountId },
      { message: 'account resumed', by, accountId },
    ]);
    assert.doesNotMatch(JSON.stringify(told), /Spam/u);
  });
});
