import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Mail, Mailer } from '../mailer.ts';

export type ReceivedMail = Pick<Mail, 'to' | 'subject' | 'text' | 'html'> & {
  from: string;
  messageId: string;
};

export type MailerHarness = AsyncDisposable & {
  mailer: Mailer;
  from: string;
  /** Returns the received mails, decoded, oldest first. */
  receive(): Promise<ReceivedMail[]>;
};

const buildMail = (change: Partial<Mail> = {}): Mail => ({
  id: 'confirm-account-1',
  to: 'ada@example.org',
  subject: 'Your code for Vitrine',
  text: 'Hello\n\n    1234 5678\n',
  html: '<p>Hello</p>\n<p>1234 5678</p>',
  ...change,
});

/* The transport changes line ends and trailing space. */
const asLines = (text: string) => text.replaceAll('\r\n', '\n').trim();

/** Describes the promises of every mailer. */
export function describeMailer(name: string, create: () => Promise<MailerHarness>): void {
  describe(name, () => {
    let harness: MailerHarness;

    beforeEach(async () => {
      harness = await create();
    });
    afterEach(() => harness[Symbol.asyncDispose]());

    async function sendOne(mail: Mail): Promise<ReceivedMail> {
      assert.equal(await harness.mailer.send(mail), 'accepted');
      const [received, ...more] = await harness.receive();
      assert.ok(received);
      assert.equal(more.length, 0);
      return received;
    }

    it('delivers a mail as text and as HTML', async () => {
      const mail = buildMail();
      const received = await sendOne(mail);
      assert.equal(received.to, mail.to);
      assert.equal(received.from, harness.from);
      assert.equal(received.subject, mail.subject);
      assert.equal(asLines(received.text), asLines(mail.text));
      assert.equal(asLines(received.html), asLines(mail.html));
    });

    it('keeps any script and lines of any length', async () => {
      const long = `${'Grüße aus 東京 🦉 = . '.repeat(100)}`.trim();
      const mail = buildMail({
        subject: `Für Zoë 東京 🦉 ${'lang '.repeat(30)}end`,
        text: long,
        html: `<p>${long}</p>`,
      });
      const received = await sendOne(mail);
      assert.equal(received.subject, mail.subject);
      assert.equal(asLines(received.text), long);
      assert.equal(asLines(received.html), mail.html);
    });

    it('refuses to turn content into headers or receivers', async () => {
      const subject = 'Hello\r\nBcc: eve@example.org\r\n\r\nBody';
      const received = await sendOne(buildMail({ subject, to: 'ada@example.org' }));
      assert.equal(received.to, 'ada@example.org');
      assert.doesNotMatch(received.subject, /[\r\n]/u);
      assert.equal(asLines(received.text), asLines(buildMail().text));
    });

    it("sends the mail's id, so that receivers recognize a repeat", async () => {
      assert.match((await sendOne(buildMail({ id: 'reset-password-77' }))).messageId, /reset-password-77/u);
    });

    it('checks its connection without sending a mail', async () => {
      await harness.mailer.check();
      assert.deepEqual(await harness.receive(), []);
    });

    it('delivers each of many mails', async () => {
      const mails = Array.from({ length: 10 }, (_, index) =>
        buildMail({ id: `mail-${index}`, to: `member${index}@example.org` }),
      );
      await Promise.all(mails.map((mail) => harness.mailer.send(mail)));
      const receivers = (await harness.receive()).map(({ to }) => to);
      assert.deepEqual(
        receivers.toSorted(),
        mails.map(({ to }) => to),
      );
    });
  });
}
