import { trashDays } from '@vitrine/contract/limits.ts';
import { isolate } from './bidi-isolate.ts';
import { plural } from './plural.ts';

/** The catalogue's part for one's own albums. */
export const albumMessages = {
  title: 'Your albums',
  create: 'New album',
  empty: 'No albums yet',
  emptyText: 'An album keeps photos together, in an order of your own.',
  created: 'The album is created. Add photos to it.',
  edit: 'Edit album',
  name: 'Title',
  description: 'Description',
  visibility: 'Who sees it',
  visibilityHint: {
    public: 'Everyone. Others see those of its photos that are public.',
    unlisted: 'In no list. Others see those of its photos that are not private.',
    private: 'Only you',
  },
  saved: 'Saved.',
  add: 'Add photos',
  upload: 'Upload to album',
  addChosen: (count: number, formatted: string) => `Add ${formatted} ${plural(count, 'photo', 'photos')}`,
  emptyAlbum: 'This album is empty',
  emptyAlbumText: 'Add photos of yours to it.',
  cover: 'Make it the cover',
  coverDone: 'The album has another cover.',
  remove: 'Remove from album',
  removed: (count: number, formatted: string) =>
    `${formatted} ${plural(count, 'photo is', 'photos are')} no longer in the album.`,
  arrange: 'Arrange',
  arrangeTitle: 'Order of the photos',
  arrangeHint:
    'Drag photos to where they belong. Or choose one, then the place it goes to. By keyboard: space picks a photo up, arrows move it, space puts it down.',
  arrangeSave: 'Save the order',
  arranged: 'The order is saved.',
  place: (title: string, position: string, count: string) => `${title}, ${position} of ${count}`,
  pickedUp: (title: string) => `${title} is picked up.`,
  moved: (title: string, position: string, count: string) => `${title} is now ${position} of ${count}.`,
  putDown: (title: string, position: string) => `${title} is put down at ${position}.`,
  delete: 'Delete album',
  deleteTitle: (title: string) => `Delete the album “${isolate(title)}”?`,
  deletePhotos: 'And its photos',
  keep: 'Keep the photos',
  keepHint: 'They stay in your gallery and in other albums.',
  trash: 'Move them to the trash',
  trashHint: (count: number, formatted: string) =>
    `${formatted} ${plural(count, 'photo leaves', 'photos leave')} your gallery and every album. For ${trashDays} days you can restore them.`,
  deleteForever: 'The album itself, its title, description and order, cannot be restored.',
  deleted: 'The album is deleted.',
} as const;
