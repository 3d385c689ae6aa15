import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codesIn } from '../../testing/codes-in.ts';
import { startGallery } from '../../testing/gallery.ts';
import { startSesServer } from '../../testing/ses-server.ts';

describe('a gallery that mails by SES', () => {
  it('sends the code there that confirms an account', async () => {
    await using server = await startSesServer();
    await using gallery = await startGallery({
      VITRINE_MAIL_URL: `ses://?${new URLSearchParams({ endpoint: server.endpoint })}`,
      VITRINE_MAIL_FROM: 'Größe <vitrine@example.org>',
    });
    const person = gallery.visitor();
    const account = { username: 'ada', email: 'ada@example.org', password: 'correct horse battery' };
    await person.post('/accounts', account);
    await gallery.work();
    const [mail] = await server.listMails();
    assert.deepEqual([mail?.to, mail?.from], ['ada@example.org', '"Größe" <vitrine@example.org>']);
    const code = codesIn(mail?.text ?? '')?.typed;
    assert.equal((await person.post('/accounts/confirm', { login: 'ada', code })).status, 200);
  });
});
