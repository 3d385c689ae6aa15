import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startApp } from '../../testing/app/test-app.ts';
import { findCodes } from '../../testing/servers/parse-mail.ts';
import { startSesServer } from '../../testing/servers/ses-server.ts';

describe('Vitrine with mail by SES', () => {
  it('sends the code that confirms an account', async () => {
    await using server = await startSesServer();
    await using app = await startApp({
      VITRINE_MAIL_URL: `ses://?${new URLSearchParams({ endpoint: server.endpoint })}`,
      VITRINE_MAIL_FROM: 'Größe <vitrine@example.org>',
    });
    const person = app.createVisitor();
    const account = { username: 'ada', email: 'ada@example.org', password: 'correct horse battery' };
    await person.post('/accounts', account);
    await app.runJobs();
    const [mail] = await server.listMails();
    assert.deepEqual([mail?.to, mail?.from], ['ada@example.org', '"Größe" <vitrine@example.org>']);
    const code = findCodes(mail?.text ?? '')?.typed;
    assert.equal((await person.post('/accounts/confirm', { login: 'ada', code })).status, 200);
  });
});
