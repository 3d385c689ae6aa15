import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readHeifBlocks } from './heif-colors.ts';
import type { ByteRange, HeifFile } from './heif-file.ts';

describe('the metadata of a HEIF file', () => {
  const bytes = Buffer.from('0123456789');
  const read = (ranges: ByteRange[]) => {
    const item = {
      id: 1,
      type: 'mime',
      typeAt: 0,
      contentType: 'application/rdf+xml',
      properties: [],
      ranges,
    };
    const file: HeifFile = { primaryId: 1, items: new Map([[1, item]]), references: [] };
    return readHeifBlocks(bytes, file).xmp?.toString();
  };

  it('is assembled from its ranges', () => {
    assert.equal(
      read([
        { start: 5, end: 7 },
        { start: 1, end: 3 },
      ]),
      '5612',
    );
  });

  it('is ignored if it claims to be longer than the file', () => {
    const whole = { start: 0, end: bytes.length };
    assert.equal(read([whole]), '0123456789');
    assert.equal(read([whole, { start: 0, end: 1 }]), undefined);
  });
});
