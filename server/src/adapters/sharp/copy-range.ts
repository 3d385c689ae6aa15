/** Copies to the same place in a buffer of the same length. What a file claims to hold beyond its end is passed over. */
export function copyRange(source: Buffer, target: Buffer, start: number, end: number): void {
  if (start < source.length) source.copy(target, start, start, Math.min(end, source.length));
}
