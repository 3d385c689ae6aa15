import type { ByteRange } from './heif-file.ts';

/**
 * Copies to the same places in a buffer of the same length, each byte once: pictures may share what they are made of,
 * and thousands of ranges may each claim the rest of the file. What is claimed beyond the file's end is passed over.
 */
export function copyRanges(source: Buffer, target: Buffer, ranges: readonly ByteRange[]): void {
  let done = 0;
  for (const { start, end } of ranges.toSorted((one, other) => one.start - other.start)) {
    const from = Math.max(start, done);
    const to = Math.min(end, source.length);
    if (from >= to) continue;
    source.copy(target, from, from, to);
    done = to;
  }
}
