import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { createSha256 } from './sha256.ts';

const expected = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const bytesOf = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 5)) & 255);

describe('createSha256', () => {
  it('agrees with OpenSSL at every length around block boundaries', () => {
    for (let length = 0; length <= 200; length += 1) {
      const hash = createSha256();
      hash.update(bytesOf(length));
      assert.equal(hash.digest(), expected(bytesOf(length)), `${length} bytes`);
    }
  });

  it('returns the same digest however the bytes are split', () => {
    const bytes = bytesOf(10_000);
    for (const size of [1, 63, 64, 65, 1000, 4096]) {
      const hash = createSha256();
      for (let at = 0; at < bytes.length; at += size) hash.update(bytes.subarray(at, at + size));
      assert.equal(hash.digest(), expected(bytes), `pieces of ${size}`);
    }
  });
});
