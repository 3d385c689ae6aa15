import { galleryMessages } from '../messages-gallery.ts';
import type { Format } from '../use-format.ts';
import type { Added } from './add-to-album.ts';

const words = galleryMessages.selection;

export function describeAdded({ added, present }: Added, album: string, format: Format): string {
  const count = added.length;
  if (count === 0) return words.nothingToAdd(present, format.number(present), album);
  const text = words.added(count, format.number(count), album);
  return present === 0 ? text : `${text} ${words.wereThere(present, format.number(present))}`;
}
