import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { AppError } from '../../domain/errors.ts';
import { describeMailer } from '../../ports/conformance/mailer.ts';
import type { Mail } from '../../ports/mailer.ts';
import { findFreePort } from '../../testing/servers/free-port.ts';
import { startSesServer } from '../../testing/servers/ses-server.ts';
import { createSesMailer, type SesMailerOptions } from './ses-mailer.ts';

const from = 'Vitrine <vitrine@example.org>';
const mail: Mail = {
  id: 'a-1',
  to: 'ada@example.org',
  subject: 'Hello',
  text: 'Hello',
  html: '<p>Hello</p>',
};

process.env.AWS_ACCESS_KEY_ID ??= 'test';
process.env.AWS_SECRET_ACCESS_KEY ??= 'test';

const createMailer = (endpoint: string, change: Partial<SesMailerOptions> = {}) =>
  createSesMailer({
    endpoint,
    region: 'us-east-1',
    from,
    log: { warn() {} },
    clock: { now: () => Date.UTC(2026, 0, 2, 3, 4, 5) },
    ...change,
  });

/** Answers every request in the same way. */
async function startAnswering(answer: RequestListener) {
  let count = 0;
  const server = createServer((request, response) => {
    count += 1;
    request.resume().on('end', () => answer(request, response));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    count: () => count,
    [Symbol.dispose]: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Refuses with an SES error whose text contains the receiver. */
const startRefusing = (code: string, status = 400) =>
  startAnswering((_request, response) =>
    response
      .writeHead(status, { 'Content-Type': 'application/json', 'x-amzn-ErrorType': code })
      .end(JSON.stringify({ message: 'not verified: ada@example.org' })),
  );

const isUnavailable = (cause: RegExp) => (error: unknown) => {
  assert.ok(error instanceof AppError);
  assert.equal(error.code, 'unavailable');
  assert.ok(error.cause instanceof Error);
  assert.match(error.cause.message, cause);
  assert.doesNotMatch(error.cause.message, /ada@/u);
  return true;
};

describeMailer('mail by SES', async () => {
  const server = await startSesServer();
  return {
    from: `"Vitrine" <vitrine@example.org>`,
    mailer: createMailer(server.endpoint),
    receive: () => server.listMails(),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
});

describe('the SES mailer', () => {
  it('names one receiver, the sender in every script, and the configuration set', async () => {
    await using server = await startSesServer();
    using mailer = createMailer(server.endpoint, {
      from: 'Größe 東京 <vitrine@example.org>',
      configurationSet: 'gallery',
    });
    await mailer.send({ ...mail, to: 'ada@example.org' });
    const [request] = server.requests;
    assert.deepEqual(request?.Destination?.ToAddresses, ['ada@example.org']);
    assert.match(request?.FromEmailAddress ?? '', /^=\?UTF-8\?[BQ]\?[\x21-\x7e ]+ <vitrine@example\.org>$/iu);
    assert.equal(request?.ConfigurationSetName, 'gallery');
    const raw = Buffer.from(request?.Content.Raw.Data ?? '', 'base64').toString();
    assert.match(raw, /^Auto-Submitted: auto-generated\r$/mu);
    assert.match(raw, /^X-Vitrine-Mail-ID: a-1\r$/mu);
  });

  for (const [code, remedy] of [
    ['MessageRejected', /verify .*VITRINE_MAIL_FROM.*sandbox.*production access/u],
    ['MailFromDomainNotVerifiedException', /MAIL FROM domain/u],
    ['SendingPausedException', /suspended or paused/u],
    ['TooManyRequestsException', /fewer mails.*tried again/u],
    ['NotFoundException', /no such configuration set.*VITRINE_MAIL_URL/u],
    ['AccessDeniedException', /allow ses:SendEmail/u],
    ['UnrecognizedClientException', /AWS credentials are missing, wrong or expired/u],
    ['BadRequestException', /sender or the receiver.*VITRINE_MAIL_FROM/u],
  ] as const)
    it(`reports a refused mail as unsent, with a remedy: ${code}`, async () => {
      using server = await startRefusing(code, code === 'TooManyRequestsException' ? 429 : 400);
      using mailer = createMailer(server.endpoint);
      await assert.rejects(mailer.send(mail), isUnavailable(remedy));
      assert.equal(server.count(), 1, 'the SDK does not try again by itself');
    });

  it('accepts a sender verified by email, domain or parent domain', async () => {
    await using server = await startSesServer();
    using mailer = createMailer(server.endpoint, { from: 'Vitrine <vitrine@photos.example.org>' });
    for (const name of ['vitrine@photos.example.org', 'photos.example.org', 'example.org']) {
      server.identities.clear();
      server.identities.set(name, true);
      await mailer.check();
      server.identities.set(name, false);
      await assert.rejects(mailer.check(), isUnavailable(/not verified: verify .*VITRINE_MAIL_FROM/u));
    }
    server.identities.clear();
    await assert.rejects(mailer.check(), isUnavailable(/not verified: verify .*VITRINE_MAIL_FROM/u));
    assert.deepEqual(server.requests, []);
  });

  it('needs permission only for the identity that SES verified', async () => {
    let isVerified = true;
    using server = await startAnswering((request, response) => {
      const isKnown = request.url === '/v2/email/identities/example.org';
      response
        .writeHead(isKnown ? 200 : 403, { ...(!isKnown && { 'x-amzn-ErrorType': 'AccessDeniedException' }) })
        .end(JSON.stringify(isKnown ? { VerifiedForSendingStatus: isVerified } : {}));
    });
    using mailer = createMailer(server.endpoint);
    await mailer.check();
    isVerified = false;
    await assert.rejects(mailer.check(), isUnavailable(/not verified/u));
    using refusing = await startRefusing('AccessDeniedException', 403);
    using other = createMailer(refusing.endpoint);
    await assert.rejects(other.check(), isUnavailable(/allow .*ses:GetEmailIdentity/u));
  });

  it('reports a missing configuration set before a mail is sent', async () => {
    await using server = await startSesServer();
    using mailer = createMailer(server.endpoint, { configurationSet: 'gallery' });
    await mailer.check();
    server.configurationSets.clear();
    await assert.rejects(mailer.check(), isUnavailable(/no such configuration set/u));
  });

  it('stops waiting for an SES that does not answer', async () => {
    using silent = await startAnswering(() => undefined);
    using mailer = createMailer(silent.endpoint, { timeout: 200 });
    await assert.rejects(mailer.check(), isUnavailable(/cannot be reached/u));
  });

  it('reports a mail as unsent if it could not connect', async () => {
    using mailer = createMailer(`http://127.0.0.1:${await findFreePort()}`);
    await assert.rejects(mailer.send(mail), isUnavailable(/cannot be reached.*VITRINE_MAIL_URL/u));
    using busy = await startRefusing('ServiceUnavailable', 503);
    using other = createMailer(busy.endpoint);
    await assert.rejects(other.send(mail), isUnavailable(/fewer mails/u));
  });

  it('reports an unclear outcome if SES breaks the connection, fails internally or answers nonsense', async () => {
    for (const answer of [
      (request) => request.socket.destroy(),
      (_request, response) => response.writeHead(500).end('{}'),
      (_request, response) => response.writeHead(200, { 'Content-Type': 'application/json' }).end('{'),
    ] satisfies RequestListener[]) {
      using server = await startAnswering(answer);
      using mailer = createMailer(server.endpoint);
      assert.equal(await mailer.send(mail), 'unclear');
      assert.equal(server.count(), 1);
    }
    using silent = await startAnswering(() => undefined);
    using mailer = createMailer(silent.endpoint, { timeout: 200 });
    assert.equal(await mailer.send(mail), 'unclear');
  });
});
