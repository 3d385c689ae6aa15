import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { ConfigError, parseConfig } from './config.ts';
import { maskPassword } from './secret.ts';

const parse = (url: string) => {
  const { mail } = parseConfig({ VITRINE_MAIL_URL: url });
  assert.ok(mail.kind === 'smtp');
  return mail;
};

describe('the address of the mail server', () => {
  it('is a folder, if not said otherwise', () => {
    assert.deepEqual(parseConfig({}).mail, { kind: 'folder', path: 'data/outbox' });
  });

  it('may name a user, with a password that is written as addresses are', () => {
    const { host, port, isSecure, user, password } = parse('smtps://ada%40x:p%40ss%2Fw%3A@mail.example.org');
    assert.deepEqual([host, port, isSecure, user], ['mail.example.org', 465, true, 'ada@x']);
    assert.equal(password?.reveal(), 'p@ss/w:');
  });

  it('has the port of submission, if not said otherwise', () => {
    for (const [url, host, port, isSecure] of [
      ['smtp://mail', 'mail', 587, false],
      ['smtp://mail:25/', 'mail', 25, false],
      ['smtps://[::1]:4650', '::1', 4650, true],
    ] as const) {
      const mail = parse(url);
      assert.deepEqual([mail.host, mail.port, mail.isSecure, mail.user], [host, port, isSecure, undefined]);
    }
  });

  it('shows its password to nobody', () => {
    const url = 'smtp://ada:hunter2@mail.example.org';
    const mail = parse(url);
    assert.doesNotMatch(`${JSON.stringify(mail)} ${inspect(mail)} ${maskPassword(url)}`, /hunter2/u);
  });

  it('is refused without a word of it, which may be the password', () => {
    for (const url of [
      'smtp:mail',
      'smtp://',
      'smtp://ada:hunter2@mail/x',
      'smtp://ada:hun/ter2@mail',
      'smtp://ada:hun%ter2@mail',
      'imap://ada:hunter2@mail',
      'folder:',
    ])
      assert.throws(
        () => parse(url),
        (error) =>
          error instanceof ConfigError &&
          /^VITRINE_MAIL_URL: must be like folder:data\/outbox/u.test(error.faults.join()) &&
          !/hun|ada/u.test(error.message),
        url,
      );
  });
});
