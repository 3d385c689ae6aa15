import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codesIn } from '../../testing/codes-in.ts';
import { startGallery } from '../../testing/gallery.ts';
import { startMailServer } from '../../testing/mail-server.ts';

describe('a gallery that mails by SMTP', () => {
  it('sends the code there that confirms an account', async () => {
    await using server = await startMailServer();
    await using gallery = await startGallery({ VITRINE_MAIL_URL: `smtp://${server.host}:${server.port}` });
    const person = gallery.visitor();
    const account = { username: 'ada', email: 'ada@example.org', password: 'correct horse battery' };
    await person.post('/accounts', account);
    await gallery.work();
    const [mail] = server.mails;
    assert.equal(mail?.to, 'ada@example.org');
    const code = codesIn(mail.text)?.typed;
    assert.equal((await person.post('/accounts/confirm', { login: 'ada', code })).status, 200);
  });
});
