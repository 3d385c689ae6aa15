import { uploadPartBytes } from '@vitrine/contract/limits.ts';

/** How long each part of a file is, in order: all as long as the first, but the last. */
export function partLengths(bytes: number): number[] {
  const count = Math.max(1, Math.ceil(bytes / uploadPartBytes));
  return Array.from({ length: count }, (_, index) =>
    Math.min(uploadPartBytes, bytes - index * uploadPartBytes),
  );
}

/** Whether it may be sent in parts; smaller files always come whole. */
export const mayComeInParts = (bytes: number) => bytes > uploadPartBytes;
