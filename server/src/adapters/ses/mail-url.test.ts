import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConfigError, parseConfig } from '../../config/config.ts';
import { startGallery } from '../../testing/gallery.ts';
import { startSesServer } from '../../testing/ses-server.ts';

const parse = (url: string) => parseConfig({ VITRINE_MAIL_URL: url }).mail;

describe('the address of SES', () => {
  it('may name a region, a configuration set and an endpoint', () => {
    assert.deepEqual(parse('ses://?region=eu-central-1&configurationSet=gallery'), {
      kind: 'ses',
      region: 'eu-central-1',
      endpoint: undefined,
      configurationSet: 'gallery',
    });
    const elsewhere = parse('ses://?endpoint=http://127.0.0.1:8005');
    assert.ok(elsewhere.kind === 'ses');
    assert.deepEqual([elsewhere.endpoint, elsewhere.region], ['http://127.0.0.1:8005', 'us-east-1']);
  });

  it('leaves everything to the SDK where it says nothing', () => {
    for (const url of ['ses://', 'ses:///', 'ses://?'])
      assert.deepEqual(parse(url), {
        kind: 'ses',
        region: undefined,
        endpoint: undefined,
        configurationSet: undefined,
      });
  });

  for (const url of ['ses:', 'ses://eu-central-1', 'ses://?regoin=eu', 'ses://?endpoint=ses.example.org'])
    it(`is refused, with what it may be like: ${url}`, () => {
      assert.throws(
        () => parse(url),
        (error) => error instanceof ConfigError && /must be like ses:\/\/\?region=/u.test(error.message),
      );
    });

  it('is where the code goes that confirms an account', async () => {
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
    const code = /\b(\d{4}) ?(\d{4})\b/u
      .exec(mail?.text ?? '')
      ?.slice(1)
      .join('');
    assert.equal((await person.post('/accounts/confirm', { login: 'ada', code })).status < 300, true);
  });
});
