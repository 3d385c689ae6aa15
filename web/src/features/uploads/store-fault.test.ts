import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { storeFaultOf } from './store-fault.ts';

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
      const fault = storeFaultOf(status, text, null);
      assert.equal(fault.kind, kind);
      assert.doesNotMatch(fault.message, /S3/u, 'what the store says is not for people');
    });

  it('is told in our own words where the store is ours', () => {
    const fault = storeFaultOf(413, JSON.stringify({ detail: 'This address takes 3 bytes.' }), null);
    assert.deepEqual([fault.kind, fault.reason], ['refuse', { detail: 'This address takes 3 bytes.' }]);
  });
});
