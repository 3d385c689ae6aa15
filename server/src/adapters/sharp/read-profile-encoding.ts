import { type ColorEncoding, isHdr, toColorEncoding } from './color-encoding.ts';

/** Profiles have some dozens of tags. */
const maximumTags = 200;
const headerLength = 128;

/**
 * Colours given by number inside an ICC profile: the tag `cicp` of ICC.1:2022, 9.2.17. It counts for PQ and HLG alone:
 * the other tags cannot say what these mean.
 */
export function readProfileEncoding(profile: Buffer): ColorEncoding | undefined {
  if (profile.length < headerLength + 4) return undefined;
  const count = Math.min(profile.readUInt32BE(headerLength), maximumTags);
  for (let at = headerLength + 4; at + 12 <= profile.length && at < headerLength + 4 + 12 * count; at += 12) {
    if (profile.toString('latin1', at, at + 4) !== 'cicp') continue;
    const start = profile.readUInt32BE(at + 4);
    if (start + 12 > profile.length) return undefined;
    const [primaries = 0, transfer = 0] = profile.subarray(start + 8, start + 10);
    const encoding = toColorEncoding({ primaries, transfer });
    return isHdr(encoding) ? encoding : undefined;
  }
  return undefined;
}
