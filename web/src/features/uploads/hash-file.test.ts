import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { afterEach, describe, it, mock } from 'node:test';
import { fewestUploadParts, uploadPartBytes } from '@vitrine/contract/limits.ts';
import { hashFile } from './hash-file.ts';

const partBytes = 1000;
const bytesOf = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 5)) & 255);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const expected = (bytes: Uint8Array) => ({
  sha256: sha256(bytes),
  parts: Array.from({ length: Math.ceil(bytes.length / partBytes) }, (_, index) =>
    sha256(bytes.subarray(index * partBytes, (index + 1) * partBytes)),
  ),
});
const goesOn = () => false;

describe('hashFile', () => {
  afterEach(() => mock.restoreAll());

  for (const [how, wholeBytes, hasSubtle] of [
    ['read at once', 10_000, true],
    ['read part by part', 0, true],
    ['read without Web Crypto', 10_000, false],
  ] as const)
    it(`hashes the whole file and each part, ${how}`, async () => {
      if (!hasSubtle) mock.getter(globalThis, 'crypto', () => ({}));
      for (const length of [1, 999, 1000, 1001, 2000, 3500]) {
        const bytes = bytesOf(length);
        const found = await hashFile(new Blob([bytes]), goesOn, { partBytes, wholeBytes });
        assert.deepEqual(found, expected(bytes), `${length} bytes`);
      }
    });

  it('uses the parts in which the file is sent', async () => {
    const whole = (fewestUploadParts - 1) * uploadPartBytes;
    for (const [length, count] of [
      [1, 1],
      [whole, 1],
      [whole + 1, fewestUploadParts],
    ] as const)
      assert.equal((await hashFile(new Blob([new Uint8Array(length)]), goesOn))?.parts.length, count);
  });

  it('stops when cancelled', async () => {
    let asked = 0;
    const isCancelled = () => {
      asked += 1;
      return asked === 2;
    };
    const file = new Blob([bytesOf(5000)]);
    assert.equal(await hashFile(file, isCancelled, { partBytes, wholeBytes: 0 }), undefined);
    assert.equal(asked, 2);
  });
});
