import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startApp } from '../../testing/app/test-app.ts';
import { findCodes } from '../../testing/servers/parse-mail.ts';
import { startSmtpServer } from '../../testing/servers/smtp-server.ts';

describe('Vitrine with mail by SMTP', () => {
  it('sends the code that confirms an account', async () => {
    await using server = await startSmtpServer();
    await using app = await startApp({ VITRINE_MAIL_URL: `smtp://${server.host}:${server.port}` });
    const person = app.createVisitor();
    const account = { username: 'ada', email: 'ada@example.org', password: 'correct horse battery' };
    await person.post('/accounts', account);
    await app.runJobs();
    const [mail] = server.mails;
    assert.equal(mail?.to, 'ada@example.org');
    const code = findCodes(mail.text)?.typed;
    assert.equal((await person.post('/accounts/confirm', { login: 'ada', code })).status, 200);
  });
});
