import { cleanText } from '@vitrine/contract/clean-text.ts';
import type { FoundImage } from '../find-images.ts';

export type AlbumPlan = { title: string; photoIds: string[] };
export type AlbumWishes = {
  /** Every photo goes into each of these. */
  titles: readonly string[];
  /** Every folder is an album as well. */
  perFolder: boolean;
};

/**
 * The albums that are wished and their photos, in the order in which these are given. Titles are in the form in which the
 * server keeps them, so that two spellings of one title are one album.
 */
export function planAlbums(
  photos: readonly { photoId: string; image: Pick<FoundImage, 'folders'> }[],
  { titles, perFolder }: AlbumWishes,
): AlbumPlan[] {
  const plans = new Map<string, Set<string>>();
  const add = (title: string, photoId: string) => {
    const clean = cleanText(title);
    const ids = plans.get(clean) ?? new Set();
    plans.set(clean, ids.add(photoId));
  };
  for (const { photoId, image } of photos) {
    for (const title of titles) add(title, photoId);
    if (perFolder) add(image.folders.join('/'), photoId);
  }
  return [...plans].map(([title, ids]) => ({ title, photoIds: [...ids] }));
}
