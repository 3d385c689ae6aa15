import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminUserGlobalSignOutCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Account } from '../../domain/account.ts';
import { days, hours } from '../../domain/time.ts';
import { authenticateSession } from '../../features/sessions/sessions.ts';
import { password, startApp, type TestApp } from '../../testing/app/test-app.ts';
import type { Answer } from '../../testing/app/test-client.ts';
import { type CognitoServer, startCognitoServer } from '../../testing/cognito/cognito-server.ts';
import { missingDynamodb, startDynamodbServer } from '../../testing/servers/dynamodb-server.ts';

const another = 'another horse battery';
/* Cuts at the first dot, which no random or encrypted value of Vitrine contains. */
const webToken = /eyJ[\w-]+\./u;

/** Returns the parts of a response that clients use: the status and, for an error, its code, texts and fields. */
const summarize = ({ status, body }: Answer) =>
  status < 400
    ? [status]
    : [status, body.code, body.detail, body.errors?.map(({ path }: { path: string }) => path)];

/** Runs an account from registration to deletion through the API. */
async function walk(app: TestApp): Promise<unknown[][]> {
  const answers: unknown[][] = [];
  const person = app.createVisitor();
  const otherBrowser = app.createVisitor();
  const note = async (what: string, asking: Promise<Answer>) => {
    const answer = await asking;
    answers.push([what, ...summarize(answer)]);
    await app.runJobs();
    return answer;
  };
  const email = 'ada@example.org';
  const code = (to = email) => app.codeFor(to);
  const wrong = (right: string) => right.replace(/^./u, (digit) => String((Number(digit) + 1) % 10));

  await note('register', person.post('/accounts', { username: 'ada', email, password }));
  await note('log in early', person.post('/session', { login: 'ada', password }));
  await note('log in early, wrongly', person.post('/session', { login: 'ada', password: another }));
  await note('confirm wrongly', person.post('/accounts/confirm', { login: 'ada', code: wrong(code()) }));
  await note('another code', person.post('/accounts/resend-code', { login: email }));
  await note(
    'confirm nobody',
    person.post('/accounts/confirm', { login: 'nobody', code: code(), password: another }),
  );
  await note('confirm', person.post('/accounts/confirm', { login: 'ada', code: code() }));
  await note('the same address', person.post('/accounts', { username: 'adam', email, password }));
  await note(
    'confirm twice',
    person.post('/accounts/confirm', { login: 'ada', code: code(), password: another }),
  );
  await note('another code, late', person.post('/accounts/resend-code', { login: 'ada' }));
  await note('log in by name', person.post('/session', { login: 'Ada', password }));
  await note('log in by address', otherBrowser.post('/session', { login: 'ADA@example.org', password }));
  await note('wrong password', app.createVisitor().post('/session', { login: 'ada', password: another }));
  await note('no such name', app.createVisitor().post('/session', { login: 'nobody', password }));
  await note('no such address', app.createVisitor().post('/session', { login: 'no@example.org', password }));

  await note('forgot', otherBrowser.post('/accounts/forgot-password', { login: email }));
  await note('nobody forgot', otherBrowser.post('/accounts/forgot-password', { login: 'nobody' }));
  const reset = { login: 'ada', code: code(), password: another };
  await note(
    'reset wrongly',
    otherBrowser.post('/accounts/reset-password', { ...reset, code: wrong(code()) }),
  );
  await note('reset', otherBrowser.post('/accounts/reset-password', reset));
  await note('reset twice', otherBrowser.post('/accounts/reset-password', reset));
  await note('session from before', person.get('/me'));
  await note('password from before', person.post('/session', { login: 'ada', password }));
  await note('log in anew', person.post('/session', { login: 'ada', password: another }));
  await note('log in elsewhere', otherBrowser.post('/session', { login: 'ada', password: another }));

  await note('change wrongly', person.put('/me/password', { password, newPassword: another }));
  await note(
    'change to a short one',
    person.put('/me/password', { password: another, newPassword: 'short' }),
  );
  await note('change', person.put('/me/password', { password: another, newPassword: password }));
  await note('this session', person.get('/me'));
  await note('the other session', otherBrowser.get('/me'));

  const next = 'ada@new.example.org';
  await note('move wrongly', person.put('/me/email', { password: another, email: next }));
  await note('move', person.put('/me/email', { password, email: next }));
  await note('move with a wrong code', person.post('/me/email/confirm', { code: wrong(code(next)) }));
  answers.push(['address until then', (await person.get('/me')).body.account.email]);
  await note('forgot until then', otherBrowser.post('/accounts/forgot-password', { login: email }));
  assert.notEqual(code(email), code(next));
  await note('moved', person.post('/me/email/confirm', { code: code(next) }));
  await note('moved twice', person.post('/me/email/confirm', { code: code(next) }));
  answers.push(['address', (await person.get('/me')).body.account.email]);
  await note(
    'reset with a code to the old address',
    otherBrowser.post('/accounts/reset-password', { ...reset, code: code() }),
  );
  await note('log in by the old address', otherBrowser.post('/session', { login: email, password }));
  await note('log in by the new address', otherBrowser.post('/session', { login: next, password }));

  await note('cancel wrongly', person.delete('/me', { password: another }));
  await note('cancel', person.delete('/me', { password }));
  await note('keep', person.post('/me/keep'));
  return answers;
}

describe('Vitrine with Cognito', () => {
  let cognito: CognitoServer;
  let app: TestApp;
  before(async () => {
    cognito = await startCognitoServer();
    app = await startApp({}, { cognito });
  });
  after(async () => {
    await app[Symbol.asyncDispose]();
    await cognito[Symbol.asyncDispose]();
  });

  const accountOf = async (username: string): Promise<Account> => {
    const account = await app.ports.accounts.findByUsername(username);
    assert.ok(account);
    return account;
  };
  const asOperator = (account: Account) => ({ UserPoolId: cognito.settings.poolId, Username: account.id });
  /** Returns a member who has entered the password again since confirming. */
  async function loggedIn(username: string) {
    const person = await app.createMember(username);
    await person.post('/session', { login: username, password });
    return person;
  }
  /** Returns the owner of a session at a later time. */
  const later = (cookie: string, milliseconds: number) =>
    authenticateSession(
      { ...app.ports, clock: { now: () => Date.now() + milliseconds } },
      cookie.replace(/^[^=]*=/u, ''),
    );

  describe('answers like local accounts, from registration to deletion', () => {
    let expected: unknown[][];
    before(async () => {
      await using local = await startApp();
      expected = await walk(local);
    });

    it('with rows in a file', async () => {
      assert.deepEqual(await walk(app), expected);
    });

    it('with rows in DynamoDB', { skip: missingDynamodb() }, async () => {
      await using dynamodb = await startDynamodbServer();
      const settings = { VITRINE_DATABASE_URL: (await dynamodb.nameTable()).url };
      await using onDynamodb = await startApp(settings, { cognito });
      assert.deepEqual(await walk(onDynamodb), expected);
    });
  });

  it('exposes no password, code or Cognito token to a page', async () => {
    const person = await app.createMember('olga');
    const login = await person.post('/session', { login: 'olga', password });
    const [cookie = '', ...others] = login.headers.getSetCookie();
    assert.deepEqual(others, []);
    assert.match(cookie, /HttpOnly/u);
    assert.doesNotMatch(`${cookie} ${JSON.stringify(login.body)}`, webToken);
    const sealed = await app.ports.accounts.findByUsername('olga');
    assert.doesNotMatch(JSON.stringify(sealed), webToken);
  });

  it('renews a session while Cognito accepts the account', async () => {
    const { cookie } = await app.createMember('grace');
    const grace = await accountOf('grace');
    assert.equal((await later(cookie, hours(2)))?.isRenewed, true);
    await cognito.client.send(new AdminDisableUserCommand(asOperator(grace)));
    assert.ok(await later(cookie, hours(2.5)), 'not asked in between');
    assert.equal(await later(cookie, hours(4)), undefined);
    assert.equal(await later(cookie, 0), undefined, 'the session is gone');
  });

  it('ends sessions on renewal after Cognito signed the account out', async () => {
    const { cookie } = await loggedIn('mary');
    await cognito.client.send(new AdminUserGlobalSignOutCommand(asOperator(await accountOf('mary'))));
    assert.equal(await later(cookie, hours(2)), undefined);
  });

  it('keeps sessions while Cognito is unreachable', async () => {
    const { cookie } = await loggedIn('joan');
    cognito.failNext({ name: 'InitiateAuth', type: 'InternalErrorException', status: 500, times: 3 });
    assert.equal((await later(cookie, hours(2)))?.isRenewed, true);
  });

  it('keeps only the session that changed the password', async () => {
    const person = await app.createMember('radia');
    assert.equal((await person.put('/me/password', { password, newPassword: another })).status, 204);
    assert.ok(await later(person.cookie, hours(2)));
  });

  it('signs suspended accounts out of Cognito', async () => {
    await app.createMember('tim');
    const admin = await app.createMember('warden-of-all');
    await app.ports.accounts.change((await accountOf('warden-of-all')).id, (account) => ({
      ...account,
      role: 'admin',
    }));
    cognito.requests.length = 0;
    assert.equal((await admin.put('/admin/users/tim/suspension', { reason: 'Spam' })).status, 204);
    const { id } = await accountOf('tim');
    assert.deepEqual(
      cognito.requests.map(({ name, body }) => [name, body.Username]),
      [['AdminUserGlobalSignOut', id]],
    );
  });

  it('finishes a confirmation whose response was lost', async () => {
    const person = app.createVisitor();
    const email = 'lost@example.org';
    await person.post('/accounts', { username: 'lost', email, password });
    const account = await accountOf('lost');
    const code = app.codeFor(email);
    assert.equal(await app.ports.identity.confirm(account, { code, isRegistrant: true }), 'confirmed');
    assert.equal((await person.post('/session', { login: 'lost', password })).body.code, 'unconfirmed');
    assert.equal((await person.post('/accounts/resend-code', { login: 'lost' })).status, 202);
    assert.equal((await person.post('/accounts/confirm', { login: 'lost', code })).status, 200);
    assert.equal((await person.post('/session', { login: 'lost', password })).status, 200);
  });

  it('sends mail to the stored email although another one was confirmed in Cognito', async () => {
    const person = await app.createMember('hedy');
    const next = 'hedy@new.example.org';
    await person.put('/me/email', { password, email: next });
    const hedy = await accountOf('hedy');
    const proof = { code: app.codeFor(next) };
    assert.equal(await app.ports.identity.confirmEmailChange(hedy, proof), next);
    const sentBefore = cognito.sentCodes().length;
    await person.post('/accounts/forgot-password', { login: 'hedy' });
    await app.runJobs();
    assert.equal(cognito.sentCodes()[sentBefore]?.to, 'hedy@example.org');
    assert.equal((await person.put('/me/email', { password, email: next })).status, 202);
    const moved = await person.post('/me/email/confirm', { code: app.codeFor(next) });
    assert.equal(moved.body.account.email, next);
  });

  it('removes the user together with the account', async () => {
    const person = await app.createMember('linus');
    const linus = await accountOf('linus');
    await person.delete('/me', { password });
    const { purgeAccount } = await import('../../features/accounts/deletion.ts');
    const inAMonth = {
      ...app.ports,
      clock: { now: () => Date.now() + days(31) },
      // The queue's clock is earlier, so its jobs do not matter here.
      jobs: { ...app.ports.jobs, enqueue: async () => undefined },
    };
    await purgeAccount(inAMonth, linus.id);
    await assert.rejects(cognito.client.send(new AdminGetUserCommand(asOperator(linus))), {
      name: 'UserNotFoundException',
    });
    assert.equal((await app.createVisitor().post('/session', { login: 'linus', password })).status, 401);
  });
});
