/**
 * How many rows may be missing at the foot of a picture that is taken all the same: two in a hundred; or a row of blocks and
 * what is smoothed with it, if the picture has eight of them.
 */
export function allowMissingRows(height: number): number {
  return Math.max(height / 50, Math.min(24, height / 8));
}
