import type { Photo } from '../../api/types.ts';
import { type JustifiedRows, rowAt, rowOfPhoto } from './justified-rows.ts';

export type LaidOut = { photos: readonly (Photo | number)[]; rows: JustifiedRows };

/** How far the photo at the window's top edge, or the next one that is still there, has come to stand from where it was. */
export function placeShift(before: LaidOut, after: LaidOut, edge: number): number {
  const first = before.rows.starts[rowAt(before.rows, edge)] ?? 0;
  for (const [index, photo] of before.photos.entries()) {
    if (index < first || typeof photo === 'number') continue;
    const now = after.photos.findIndex((other) => typeof other !== 'number' && other.id === photo.id);
    if (now >= 0) return topOf(after, now) - topOf(before, index);
  }
  return 0;
}

const topOf = ({ rows }: LaidOut, index: number) => rows.tops[rowOfPhoto(rows, index)] ?? 0;
