import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { PutTarget } from '../blobs.ts';

/**
 * The target as whoever has other bytes would have to send them: with the checksum of these. It is for stores that stand
 * in for S3 and do not compare bytes with their checksum: there, that the signature covers it is what can be seen.
 */
export function withChecksumOf(bytes: Uint8Array, { headers, ...target }: PutTarget): PutTarget {
  const name = Object.keys(headers).find((header) => /checksum-sha256$/iu.test(header));
  assert.ok(name, 'the checksum is a header');
  const digest = createHash('sha256').update(bytes).digest('base64');
  assert.notEqual(headers[name], digest);
  return { ...target, headers: { ...headers, [name]: digest } };
}
