import { partBytesOf } from '@vitrine/contract/limits.ts';

/**
 * Returns the length of each part of a file. Only the last part may be shorter. A file that is sent whole is one
 * part.
 */
export function partLengths(bytes: number): number[] {
  const partBytes = partBytesOf(bytes);
  const lengths: number[] = [];
  for (let left = bytes; left > 0; left -= partBytes) lengths.push(Math.min(partBytes, left));
  return lengths;
}
