import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AppError } from '../../domain/errors.ts';
import { days } from '../../domain/time.ts';
import type { Mail, Mailer } from '../../ports/mailer.ts';
import { startApp, type TestApp } from '../../testing/app/test-app.ts';
import { tidy } from '../maintenance/reconcile.ts';
import { sendMail } from './mail.ts';

const mail: Mail = {
  id: 'm-1',
  to: 'ada@example.org',
  subject: 'Hello',
  text: 'Hello',
  html: '<p>Hello</p>',
};
const isInDoubt = /may have been sent/u;

/** Sends through `deliver`, and counts the deliveries. */
function watch({ ports }: TestApp, deliver: (count: number) => ReturnType<Mailer['send']>) {
  let count = 0;
  const send = () => {
    count += 1;
    return deliver(count);
  };
  const sealed = (change: Partial<Mail> = {}) =>
    ports.secrets.encrypt('mail', JSON.stringify({ ...mail, ...change }));
  return {
    send: (change?: Partial<Mail>) =>
      sendMail({ ...ports, mailer: { ...ports.mailer, send } }, sealed(change)),
    count: () => count,
  };
}

describe('sending a mail', () => {
  it('sends each mail once, however often its job runs', async () => {
    await using app = await startApp();
    const mailer = watch(app, async () => 'accepted');
    await mailer.send();
    await mailer.send();
    await mailer.send();
    assert.equal(mailer.count(), 1);
    await mailer.send({ id: 'm-2' });
    assert.equal(mailer.count(), 2);
  });

  it('sends a mail once if its job runs concurrently, and retries the other runs', async () => {
    await using app = await startApp();
    const answer = Promise.withResolvers<'accepted'>();
    const mailer = watch(app, () => answer.promise);
    const first = mailer.send();
    const others = await Promise.allSettled([mailer.send(), mailer.send()]);
    assert.deepEqual(
      others.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    answer.resolve('accepted');
    await first;
    await mailer.send();
    assert.equal(mailer.count(), 1);
  });

  it('retries a refused mail', async () => {
    await using app = await startApp();
    const refusal = new AppError('unavailable', 'The mail could not be sent.');
    const mailer = watch(app, async (count) => {
      if (count === 1) throw refusal;
      return 'accepted';
    });
    await assert.rejects(mailer.send(), refusal);
    await mailer.send();
    await mailer.send();
    assert.equal(mailer.count(), 2);
  });

  it('never resends a mail that may have been accepted', async () => {
    await using app = await startApp();
    const mailer = watch(app, async () => 'unclear');
    await assert.rejects(mailer.send(), isInDoubt);
    await assert.rejects(mailer.send(), isInDoubt);
    assert.equal(mailer.count(), 1);
  });

  it('never resends a mail whose worker was killed, and explains it in the list of dead jobs', async () => {
    await using app = await startApp();
    await app.ports.sentMails.claim(mail.id, app.ports.clock.now());
    const mailer = watch(app, async () => 'accepted');
    await assert.rejects(mailer.send(), isInDoubt);
    assert.equal(mailer.count(), 0);
  });

  it('keeps records of sent mails for 90 days', async () => {
    await using app = await startApp();
    const { sentMails, clock } = app.ports;
    await sentMails.claim('old', clock.now() - days(91));
    await sentMails.claim('recent', clock.now() - days(89));
    await tidy(app.ports);
    assert.equal(await sentMails.claim('old', clock.now()), 'claimed');
    assert.equal(await sentMails.claim('recent', clock.now()), 'held');
  });

  it('drops a mail that was encrypted with another secret', async () => {
    await using app = await startApp();
    await sendMail(app.ports, 'sealed elsewhere');
    assert.deepEqual(app.mails, []);
  });
});
