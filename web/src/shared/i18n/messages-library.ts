import { maxPhotosPerAlbum, maxTagsPerPhoto, trashDays } from '@vitrine/contract/limits.ts';
import { bidiIsolate, plural } from './messages.ts';

/** Texts for the library: choosing photos, bulk changes, the trash. */
export const libraryMessages = {
  picker: {
    label: 'Your photos',
    empty: 'You have no photos yet',
    emptyText: 'Upload some first.',
    choose: (title: string) => `Choose ${title}`,
    inAlbum: 'In the album',
    holds: (count: number, all: number, formatted: string, formattedAll: string) =>
      count < all
        ? `Contains ${formatted} of ${formattedAll}`
        : plural(all, 'Already in this album', `All ${formattedAll} already in this album`),
    isInAlbum: (title: string) => `${title}, already in the album`,
  },
  selection: {
    select: (title: string) => `Select ${title}`,
    count: (formatted: string) => `${formatted} selected`,
    clear: 'Clear selection',
    all: 'Select all',
    most: (formatted: string) => `Only the first ${formatted} are selected, the most you can change at once.`,
    label: 'Selected photos',
    failed: (count: number, formatted: string) =>
      `${formatted} ${plural(count, 'photo', 'photos')} could not be changed.`,
    notAdded: (count: number, formatted: string) =>
      `${formatted} ${plural(count, 'photo', 'photos')} could not be added.`,
    codes: {
      'not-found': 'They no longer exist.',
      forbidden: 'They belong to someone else.',
      conflict: 'They were changed elsewhere at the same time.',
      offline: 'There is no connection.',
      'quota-exceeded': `A photo has at most ${maxTagsPerPhoto} tags.`,
    } as Readonly<Record<string, string>>,
    albumIsFull: `An album has at most ${maxPhotosPerAlbum.toLocaleString('en')} photos.`,
    added: (count: number, formatted: string, album: string) =>
      `Added ${formatted} ${plural(count, 'photo', 'photos')} to “${bidiIsolate(album)}”.`,
    wereThere: (count: number, formatted: string) =>
      `${formatted} ${plural(count, 'was', 'were')} already in it.`,
    nothingToAdd: (count: number, formatted: string, album: string) =>
      `${plural(count, 'The photo was', `All ${formatted} photos were`)} already in “${bidiIsolate(album)}”.`,
    undone: 'Undone.',
  },
  library: {
    title: 'Your photos',
    stored: (used: string, all: string) => `${used} of ${all}`,
    uploadFolder: 'Upload a folder',
    uploadTitle: 'Upload photos',
    chooseFiles: 'Choose photos',
    filters: 'Show',
    visibility: 'Visibility',
    everyVisibility: 'Any visibility',
    seenBy: { public: 'everyone', unlisted: 'not in any list', private: 'only you' },
    status: 'Status',
    everyStatus: 'Any status',
    statuses: {
      ready: 'Ready',
      processing: 'Processing',
      uploading: 'Upload unfinished',
      rejected: 'Rejected',
    },
    tag: 'Tag',
    everyTag: 'Any tag',
    clearFilters: 'Show all',
    empty: 'Your library is empty',
    emptyText: 'Choose photos, or drop files and folders anywhere on the page.',
    emptyFiltered: 'No matching photos',
    emptyFilteredText: 'Try other filters.',
    changeVisibility: 'Visibility',
    visibilityChanged: {
      public: (count: number, formatted: string) =>
        `${formatted} ${plural(count, 'photo is', 'photos are')} now public.`,
      unlisted: (count: number, formatted: string) =>
        `Anyone with the link can see ${formatted} ${plural(count, 'photo', 'photos')}.`,
      private: (count: number, formatted: string) =>
        `${formatted} ${plural(count, 'photo is', 'photos are')} now private.`,
    },
    tags: 'Tags',
    tagsTitle: 'Tags of the selected photos',
    addTags: 'Add tags',
    removeTags: 'Remove tags',
    tagged: (tag: string, formatted: string) => `${bidiIsolate(tag)} (${formatted})`,
    noTags: 'No tags yet.',
    tagsChanged: (count: number, formatted: string) =>
      `Updated tags on ${formatted} ${plural(count, 'photo', 'photos')}.`,
    albumTitle: 'Add to an album',
    chooseAlbum: 'Your albums',
    noAlbums: 'You have no albums yet.',
    newAlbumTitle: 'New album',
    makeAlbum: 'Create album',
    openAlbum: 'Open album',
    delete: 'Move to trash',
    trashed: (count: number, formatted: string) =>
      `Moved ${formatted} ${plural(count, 'photo', 'photos')} to the trash.`,
    needsAttention: 'Needs attention',
    rejectedFiles: (count: number, formatted: string) =>
      `${formatted} ${plural(count, 'file was', 'files were')} rejected.`,
    unsentFiles: (count: number, formatted: string) =>
      `${formatted} ${plural(count, 'upload is', 'uploads are')} unfinished.`,
    review: 'Review',
    closeReview: 'Close',
    dismissAll: 'Dismiss all',
    dismissedAll: (count: number, formatted: string) =>
      `Dismissed ${formatted} ${plural(count, 'file', 'files')}.`,
    waiting: 'This upload is incomplete. Choose the file again to continue.',
    chooseAgain: 'Choose the file again',
    discard: 'Discard',
    dismiss: 'Dismiss',
    discarded: (name: string) => `Discarded ${bidiIsolate(name)}.`,
    dismissed: (name: string) => `Dismissed ${bidiIsolate(name)}.`,
    rejected: 'Vitrine could not read this file.',
  },
  trash: {
    title: 'Trash',
    text: `Photos stay here for ${trashDays} days, then they are deleted for good.`,
    empty: 'The trash is empty',
    toLibrary: 'Go to your library',
    restore: 'Restore',
    restored: (count: number, formatted: string) =>
      `Restored ${formatted} ${plural(count, 'photo', 'photos')}.`,
    emptyAll: 'Empty the trash',
    emptyTitle: 'Delete everything in the trash?',
    deleteTitle: (count: number, formatted: string) =>
      count === 1 ? 'Delete this photo for good?' : `Delete ${formatted} photos for good?`,
    deleteWarning: 'Likes and positions in albums are deleted too. This cannot be undone.',
    deleteForever: 'Delete for good',
    deleted: (count: number, formatted: string) =>
      `Deleted ${formatted} ${plural(count, 'photo', 'photos')} for good.`,
    emptied: 'Trash emptied.',
    daysLeft: (count: number, formatted: string) => `${formatted} ${plural(count, 'day', 'days')} left`,
    lastDay: 'Last day',
  },
} as const;
