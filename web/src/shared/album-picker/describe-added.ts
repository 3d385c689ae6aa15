import { libraryMessages } from '../i18n/messages-library.ts';
import type { Format } from '../i18n/use-format.ts';
import { describeFailed } from '../selection/describe-failed.ts';
import type { Added } from './add-to-album.ts';

const words = libraryMessages.selection;

export function describeAdded({ added, present, failed }: Added, album: string, format: Format): string {
  const count = added.length;
  const formatted = format.number(present);
  const text =
    count === 0
      ? [words.nothingToAdd(present, formatted, album)]
      : [words.added(count, format.number(count), album), present > 0 && words.wereThere(present, formatted)];
  return [...text, describeFailed(failed, 'addToAlbum', format)].filter(Boolean).join(' ');
}
