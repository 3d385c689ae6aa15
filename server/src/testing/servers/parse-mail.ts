import type { ReceivedMail } from '../../ports/conformance/mailer.ts';

/** Parses the subset of RFC 5322, 2045 and 2047 that Vitrine's mails use. */
export function parseMail(bytes: Buffer): ReceivedMail {
  const message = readPart(bytes.toString('latin1'));
  const boundary = /boundary="([^"]+)"/u.exec(message.header('content-type'))?.[1];
  const parts = message.body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => readPart(part.replace(/^\r\n/u, '')));
  const contentOf = (type: string) =>
    parts.find((part) => part.header('content-type').startsWith(type))?.content ?? '';
  return {
    to: message.header('to'),
    from: message.header('from'),
    subject: message.header('subject'),
    messageId: message.header('message-id'),
    text: contentOf('text/plain'),
    html: contentOf('text/html'),
  };
}

function readPart(source: string) {
  const [head = '', ...rest] = source.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  const lines = head.replace(/\r\n[ \t]+/gu, ' ').split('\r\n');
  const header = (name: string) => {
    const line = lines.find((candidate) => candidate.toLowerCase().startsWith(`${name}: `));
    return decodeWords(line?.slice(name.length + 2) ?? '');
  };
  return {
    header,
    body,
    content: decode(body, header('content-transfer-encoding').toLowerCase()).toString('utf8'),
  };
}

function decode(body: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding === 'quoted-printable') return unquote(body.replace(/=\r\n/gu, ''));
  return Buffer.from(body, 'latin1');
}

const unquote = (text: string) =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

const decodeWords = (text: string) =>
  text
    // RFC 2047 §6.2: space between two encoded words is no part of the text.
    .replace(/\?=\s+=\?/gu, '?==?')
    .replace(/=\?utf-8\?([QB])\?([^?]*)\?=/giu, (_, encoding: string, word: string) =>
      (encoding.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64')
        : unquote(word.replaceAll('_', ' '))
      ).toString(),
    );

/** Finds the two codes of a mail: the digits to type and the code of its link. */
export function findCodes(mail: string): { typed: string; link: string } | undefined {
  const [typed] = /\b\d{3} \d{3}\b/u.exec(mail) ?? [];
  const [link] = /\b[0-9a-f]{32}\b/u.exec(mail) ?? [];
  return typed && link ? { typed: typed.replace(' ', ''), link } : undefined;
}
