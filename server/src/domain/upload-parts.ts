import { partBytesOf } from '@vitrine/contract/limits.ts';

/** How long each part of a file is, in order: all as long as the first, but the last. One that is sent whole is one part. */
export function partLengths(bytes: number): number[] {
  const partBytes = partBytesOf(bytes);
  const lengths: number[] = [];
  for (let left = bytes; left > 0; left -= partBytes) lengths.push(Math.min(partBytes, left));
  return lengths;
}
