import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { PutTarget } from '../blobs.ts';

/**
 * Adds the checksum of other bytes to a target. It tests stand-ins for S3 that do not compare bytes with their
 * checksum: the signature must cover the header.
 */
export function withChecksumOf(bytes: Uint8Array, { headers, ...target }: PutTarget): PutTarget {
  const name = Object.keys(headers).find((header) => /checksum-sha256$/iu.test(header));
  assert.ok(name, 'the checksum is a header');
  const digest = createHash('sha256').update(bytes).digest('base64');
  assert.notEqual(headers[name], digest);
  return { ...target, headers: { ...headers, [name]: digest } };
}
