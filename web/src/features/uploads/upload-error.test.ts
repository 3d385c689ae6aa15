import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { errorFromStore } from './upload-error.ts';

const refusal = (code: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>words of S3</Message></Error>`;

describe('a part that the store refuses', () => {
  for (const [kind, what, status, text] of [
    ['renew', 'its URL has expired', 403, refusal('AccessDenied')],
    ['renew', 'the keys that signed its URL have expired', 400, refusal('ExpiredToken')],
    ['renew', 'its upload was cancelled', 404, refusal('NoSuchUpload')],
    ['retry', 'another attempt is in progress', 409, refusal('ConditionalRequestConflict')],
    ['retry', 'it was sent too slowly', 400, refusal('RequestTimeout')],
    ['retry', 'the store asks for fewer requests', 503, refusal('SlowDown')],
    ['retry', 'there was no response', 0, ''],
    ['refuse', 'its bytes differ', 400, refusal('BadDigest')],
  ] as const)
    it(`leads to ${kind} if ${what}`, () => {
      const error = errorFromStore(status, text, null);
      assert.equal(error.kind, kind);
      assert.doesNotMatch(error.message, /S3/u, 'texts of the store are not shown');
    });

  const page = (title: string) =>
    `<html>\r\n<head><title>${title}</title></head>\r\n<body>nginx</body></html>`;
  for (const [kind, reason, status, text] of [
    ['stop', 'front-too-large', 413, page('413 Request Entity Too Large')],
    ['stop', 'front-too-large', 413, ''],
    ['retry', 'front-busy', 502, page('502 Bad Gateway')],
    ['retry', 'front-busy', 503, 'upstream connect error'],
    ['retry', 'front-busy', 504, page('504 Gateway Time-out')],
    ['retry', 'front-busy', 429, page('429 Too Many Requests')],
    ['renew', 'front-refused', 403, page('403 Forbidden')],
    ['renew', 'front-refused', 404, page('404 Not Found')],
    ['stop', 'front-refused', 401, page('401 Authorization Required')],
    ['stop', 'front-refused', 405, '{"message":"no"}'],
    ['stop', 'front-refused', 302, page('302 Found')],
    ['stop', 'front-refused', 200, page('Welcome to the hotel')],
  ] as const)
    it(`is reported as a proxy’s response: ${status} ${text.slice(0, 40).trim()}`, () => {
      const error = errorFromStore(status, text, null);
      assert.deepEqual([error.kind, error.reason], [kind, reason]);
    });

  it('waits as long as the proxy asks', () => {
    assert.equal(errorFromStore(503, page('503 Service Unavailable'), '7').retryAfter, 7000);
  });

  it('shows the problem detail of our own store', () => {
    const error = errorFromStore(413, JSON.stringify({ detail: 'This address takes 3 bytes.' }), null);
    assert.deepEqual([error.kind, error.reason], ['refuse', { detail: 'This address takes 3 bytes.' }]);
  });
});
