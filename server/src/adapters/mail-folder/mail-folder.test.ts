import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { AppError } from '../../domain/errors.ts';
import { describeMailer, type ReceivedMail } from '../../ports/conformance/mailer.ts';
import type { Mail } from '../../ports/mailer.ts';
import { createMailFolder } from './mail-folder.ts';

const from = 'Vitrine <vitrine@example.org>';
const log = { info() {} };
const clock = { now: () => Date.UTC(2026, 0, 2, 3, 4, 5) };
const mail: Mail = {
  id: 'a-1',
  to: 'ada@example.org',
  subject: 'Hello',
  text: 'Hello',
  html: '<p>Hello</p>',
};

describeMailer('mail into a folder', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-mail-'));
  return {
    from,
    mailer: createMailFolder({ directory, from, log, clock }),
    receive: async () =>
      await Promise.all(
        (await readdir(directory)).map(async (name) => parseMessage(await readFile(join(directory, name)))),
      ),
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true }),
  };
});

describe('the mail folder', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vitrine-mail-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('names the file by time and id, and leaves no draft', async () => {
    await createMailFolder({ directory, from, log, clock }).send(mail);
    assert.deepEqual(await readdir(directory), ['2026-01-02T03-04-05-000Z-a-1.eml']);
  });

  it('announces a mail with where it is written', async () => {
    const announced: string[] = [];
    const announce = ({ path }: { path: string }) => announced.push(path);
    await createMailFolder({ directory, from, log, clock, announce }).send(mail);
    assert.deepEqual(
      announced,
      (await readdir(directory)).map((name) => join(directory, name)),
    );
  });

  it('writes nowhere else, whatever the id', async () => {
    await createMailFolder({ directory, from, log, clock }).send({ ...mail, id: '../../x' });
    assert.deepEqual(await readdir(directory), ['2026-01-02T03-04-05-000Z-______x.eml']);
  });

  it('says that mail is unavailable where it cannot write', async () => {
    const file = join(directory, 'file');
    await writeFile(file, '');
    const sending = createMailFolder({ directory: join(file, 'below'), from, log, clock }).send(mail);
    await assert.rejects(sending, (error) => error instanceof AppError && error.code === 'unavailable');
  });
});

/* As much of RFC 5322, 2045 and 2047 as the mails of this gallery use. */
function parseMessage(bytes: Buffer): ReceivedMail {
  const message = parsePart(bytes.toString('latin1'));
  const boundary = /boundary="([^"]+)"/u.exec(message.header('content-type'))?.[1];
  const parts = message.body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => parsePart(part.replace(/^\r\n/u, '')));
  const textOf = (type: string) =>
    parts.find((part) => part.header('content-type').startsWith(type))?.content ?? '';
  return {
    to: message.header('to'),
    from: message.header('from'),
    subject: message.header('subject'),
    messageId: message.header('message-id'),
    text: textOf('text/plain'),
    html: textOf('text/html'),
  };
}

function parsePart(source: string) {
  const [head = '', ...rest] = source.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  const lines = head.replace(/\r\n[ \t]+/gu, ' ').split('\r\n');
  const header = (name: string) =>
    decodeWords(
      lines.find((line) => line.toLowerCase().startsWith(`${name}: `))?.slice(name.length + 2) ?? '',
    );
  const encoding = header('content-transfer-encoding').toLowerCase();
  const decoded =
    encoding === 'base64'
      ? Buffer.from(body, 'base64')
      : encoding === 'quoted-printable'
        ? unquote(body.replace(/=\r\n/gu, ''))
        : Buffer.from(body, 'latin1');
  return { header, body, content: decoded.toString('utf8') };
}

const unquote = (text: string) =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

const decodeWords = (text: string) =>
  text
    .replace(/\?=\s+=\?/gu, '?==?')
    .replace(/=\?utf-8\?([QB])\?([^?]*)\?=/giu, (_, encoding: string, word: string) =>
      (encoding.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64')
        : unquote(word.replaceAll('_', ' '))
      ).toString(),
    );
