import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, it } from 'node:test';
import { AppError } from '../../domain/errors.ts';
import { describeMailer } from '../../ports/conformance/mailer.ts';
import type { Mail } from '../../ports/mailer.ts';
import { findFreePort } from '../../testing/servers/free-port.ts';
import { startSmtpServer } from '../../testing/servers/smtp-server.ts';
import { createSmtpMailer, type SmtpMailerOptions } from './smtp-mailer.ts';

const from = 'Vitrine <vitrine@example.org>';
const mail: Mail = {
  id: 'a-1',
  to: 'ada@example.org',
  subject: 'Hello',
  text: 'Hello',
  html: '<p>Hello</p>',
};

/* Long enough for all earlier responses on a busy machine. */
const longerThanAnyAnswer = 2000;

const createMailer = (server: { host: string; port: number }, change: Partial<SmtpMailerOptions> = {}) =>
  createSmtpMailer({
    host: server.host,
    port: server.port,
    isSecure: false,
    from,
    log: { warn() {} },
    clock: { now: () => Date.UTC(2026, 0, 2, 3, 4, 5) },
    timeout: 10_000,
    ...change,
  });

describeMailer('mail by SMTP', async () => {
  const server = await startSmtpServer();
  return {
    from,
    mailer: createMailer(server),
    receive: async () => server.mails,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
});

describe('the SMTP mailer', () => {
  it('names one receiver and the sender to the server', async () => {
    await using server = await startSmtpServer();
    await createMailer(server).send(mail);
    assert.deepEqual(server.envelopes, [{ from: 'vitrine@example.org', to: ['ada@example.org'] }]);
  });

  it('reports an unclear outcome if the server does not answer the text or breaks the connection', async () => {
    await using silent = await startSmtpServer({ onData: (stream) => stream.resume() });
    assert.equal(await createMailer(silent, { timeout: longerThanAnyAnswer }).send(mail), 'unclear');
    await using breaking = await startBreakingServer();
    assert.equal(await createMailer(breaking).send(mail), 'unclear');
  });

  it('reports a mail as unsent if the server refused it or went silent before the text', async () => {
    await using refusing = await startSmtpServer({
      onData: (stream, _session, done) =>
        stream.on('end', () => done(Object.assign(new Error('spam'), { responseCode: 554 }))).resume(),
    });
    await assert.rejects(createMailer(refusing).send(mail), isUnavailable(/the mail was refused.*554/u));
    await using silent = await startSmtpServer({ onMailFrom: () => undefined });
    await assert.rejects(
      createMailer(silent, { timeout: longerThanAnyAnswer }).send(mail),
      isUnavailable(/cannot be reached/u),
    );
  });

  it('retries a deferred mail with the same Message-ID', async () => {
    let attempts = 0;
    await using server = await startSmtpServer({
      onRcptTo(_address, _session, done) {
        attempts += 1;
        done(attempts === 1 ? Object.assign(new Error('later'), { responseCode: 451 }) : null);
      },
    });
    const mailer = createMailer(server);
    await assert.rejects(mailer.send(mail), isUnavailable(/deferred.*451/u));
    await mailer.send(mail);
    assert.deepEqual(
      server.mails.map(({ messageId }) => messageId),
      ['<a-1@example.org>'],
    );
  });

  it('logs in, and reports a refusal without the password', async () => {
    await using server = await startSmtpServer({
      authOptional: false,
      onAuth({ username, password }, _session, done) {
        if (username === 'vitrine' && password === 'p@ss/word') done(null, { user: username });
        else done(new Error(`no: ${password}`));
      },
    });
    await createMailer(server, { user: 'vitrine', password: { reveal: () => 'p@ss/word' } }).send(mail);
    assert.equal(server.mails.length, 1);
    const wrong = createMailer(server, { user: 'vitrine', password: { reveal: () => 'guessed' } });
    await assert.rejects(wrong.send(mail), isUnavailable(/^(?!.*guessed).*log-in was refused/u));
    await assert.rejects(wrong.check(), isUnavailable(/^(?!.*guessed).*log-in was refused/u));
  });

  it('reports a refused receiver without the email', async () => {
    await using server = await startSmtpServer({
      onRcptTo: ({ address }, _session, done) => done(new Error(`nobody here is ${address}`)),
    });
    await assert.rejects(createMailer(server).send(mail), isUnavailable(/^(?!.*ada@).*refused.*550/u));
  });

  it('sends neither mail nor password to a server with an untrusted certificate', async () => {
    const passwords: unknown[] = [];
    await using server = await startSmtpServer({
      secure: true,
      onAuth({ password, username }, _session, done) {
        passwords.push(password);
        done(null, { user: username });
      },
    });
    const mailer = createMailer(server, {
      isSecure: true,
      user: 'vitrine',
      password: { reveal: () => 'secret' },
    });
    await assert.rejects(mailer.send(mail), isUnavailable(/certificate/u));
    await assert.rejects(mailer.check(), isUnavailable(/certificate/u));
    assert.deepEqual([passwords, server.mails], [[], []]);
  });

  it('is unavailable if no server listens', async () => {
    const mailer = createMailer({ host: '127.0.0.1', port: await findFreePort() });
    await assert.rejects(mailer.send(mail), isUnavailable(/cannot be reached/u));
    await assert.rejects(mailer.check(), isUnavailable(/cannot be reached/u));
  });

  it('stops waiting for a server that does not answer', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const mailer = createMailer({ host: '127.0.0.1', port }, { timeout: 100 });
    await assert.rejects(mailer.send(mail), isUnavailable(/cannot be reached/u));
    await assert.rejects(mailer.check(), isUnavailable(/cannot be reached/u));
    silent.close();
  });
});

const isUnavailable = (cause: RegExp) => (error: unknown) => {
  assert.ok(error instanceof AppError);
  assert.equal(error.code, 'unavailable');
  assert.ok(error.cause instanceof Error);
  assert.match(error.cause.message, cause);
  return true;
};

/** Accepts a mail to the last byte of its text, then closes the connection. */
async function startBreakingServer() {
  const server = createServer((socket) => {
    let text: string | undefined;
    socket.on('error', () => undefined).write('220 ready\r\n');
    socket.on('data', (chunk) => {
      if (text !== undefined) text += chunk.toString();
      else if (chunk.includes('DATA')) text = '';
      if (text?.endsWith('\r\n.\r\n')) socket.destroy();
      else if (text === undefined || text === '')
        socket.write(text === undefined ? '250 yes\r\n' : '354 go on\r\n');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { host: '127.0.0.1', port, [Symbol.asyncDispose]: async () => void server.close() };
}
