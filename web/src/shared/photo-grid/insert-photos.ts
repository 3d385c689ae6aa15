import type { Photo } from '../../api/types.ts';
import type { PhotoPages } from './photo-window.ts';

/**
 * Puts photos into an own gallery, newest first, where they belong by their age. Left out are those that belong to what
 * is not held: before a page that was let go, or beyond the last one; they come when that is read.
 */
export function insertPhotos(list: PhotoPages, photos: Iterable<Photo>): PhotoPages {
  const known = new Set(list.pages.flatMap(({ items }) => items.map(({ id }) => id)));
  const pages = [...list.pages];
  for (const photo of photos) {
    if (known.has(photo.id)) continue;
    const isOlder = (other: Photo) => comesAfter(other, photo);
    const found = pages.findIndex(({ items }) => items.some(isOlder));
    const index = found < 0 ? pages.length - 1 : found;
    const page = pages[index];
    if (!page || page.shapes || (found < 0 && page.nextCursor !== null)) continue;
    const at = found < 0 ? page.items.length : page.items.findIndex(isOlder);
    if (at === 0 && pages[index - 1]?.shapes) continue;
    known.add(photo.id);
    pages[index] = { ...page, items: page.items.toSpliced(at, 0, photo) };
  }
  return pages.some((page, index) => page !== list.pages[index]) ? { ...list, pages } : list;
}

const comesAfter = (other: Photo, photo: Photo) =>
  other.createdAt < photo.createdAt || (other.createdAt === photo.createdAt && other.id < photo.id);
