import { trashDays } from '@vitrine/contract/limits.ts';
import { bidiIsolate, plural } from './messages.ts';

/** Texts for a user's own albums. */
export const albumMessages = {
  title: 'Your albums',
  create: 'New album',
  empty: 'No albums yet',
  emptyText: 'An album keeps photos together, in an order of your own.',
  created: 'Album created. Now add some photos.',
  edit: 'Edit album',
  name: 'Title',
  description: 'Description',
  visibility: 'Visibility',
  visibilityHint: {
    public: 'Everyone can see its public photos.',
    unlisted: 'Not in any list. Private photos stay hidden.',
    private: 'Only you',
  },
  saved: 'Saved.',
  add: 'Add photos',
  upload: 'Upload to album',
  addChosen: (count: number, formatted: string) => `Add ${formatted} ${plural(count, 'photo', 'photos')}`,
  emptyAlbum: 'This album is empty',
  emptyAlbumText: 'Add some of your photos.',
  cover: 'Set as cover',
  coverDone: 'Cover changed.',
  remove: 'Remove from album',
  removed: (count: number, formatted: string) =>
    `Removed ${formatted} ${plural(count, 'photo', 'photos')} from the album.`,
  reorder: 'Reorder',
  reorderTitle: 'Reorder photos',
  reorderHint:
    'Drag photos to a new position, or choose one and then its new position. By keyboard: Space picks a photo up, arrow keys move it, Space puts it down.',
  saveOrder: 'Save order',
  reordered: 'Order saved.',
  place: (title: string, position: string, count: string) => `${title}, ${position} of ${count}`,
  pickedUp: (title: string) => `Picked up ${title}.`,
  moved: (title: string, position: string, count: string) => `${title} is now ${position} of ${count}.`,
  putDown: (title: string, position: string) => `Put down ${title} at ${position}.`,
  delete: 'Delete album',
  deleteTitle: (title: string) => `Delete the album “${bidiIsolate(title)}”?`,
  deletePhotos: 'What about its photos?',
  keep: 'Keep the photos',
  keepHint: 'They stay in your library and in other albums.',
  trash: 'Move them to the trash',
  trashHint: (count: number, formatted: string) =>
    `${formatted} ${plural(count, 'photo leaves', 'photos leave')} your library and every album. For ${trashDays} days you can restore them.`,
  deleteForever: 'The album’s title, description and order cannot be restored.',
  deleted: 'Album deleted.',
} as const;
