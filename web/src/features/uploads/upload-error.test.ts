import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { errorFromStore } from './upload-error.ts';

const refusal = (code: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>words of S3</Message></Error>`;

describe('a part that the store does not take', () => {
  for (const [kind, what, status, text] of [
    ['renew', 'its address has expired', 403, refusal('AccessDenied')],
    ['renew', 'the keys that signed its address have expired', 400, refusal('ExpiredToken')],
    ['renew', 'its file was given up', 404, refusal('NoSuchUpload')],
    ['retry', 'another attempt is under way', 409, refusal('ConditionalRequestConflict')],
    ['retry', 'it came too slowly', 400, refusal('RequestTimeout')],
    ['retry', 'the store asks for fewer requests', 503, refusal('SlowDown')],
    ['retry', 'nothing answered', 0, ''],
    ['refuse', 'its bytes are others', 400, refusal('BadDigest')],
  ] as const)
    it(`is a reason to ${kind}, where ${what}`, () => {
      const fault = errorFromStore(status, text, null);
      assert.equal(fault.kind, kind);
      assert.doesNotMatch(fault.message, /S3/u, 'what the store says is not for people');
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
    it(`is told as an answer from in front of Vitrine: ${status} ${text.slice(0, 40).trim()}`, () => {
      const fault = errorFromStore(status, text, null);
      assert.deepEqual([fault.kind, fault.reason], [kind, reason]);
    });

  it('waits as long as what stands in front of Vitrine asks for', () => {
    assert.equal(errorFromStore(503, page('503 Service Unavailable'), '7').retryAfter, 7000);
  });

  it('is told in our own words where the store is ours', () => {
    const fault = errorFromStore(413, JSON.stringify({ detail: 'This address takes 3 bytes.' }), null);
    assert.deepEqual([fault.kind, fault.reason], ['refuse', { detail: 'This address takes 3 bytes.' }]);
  });
});
