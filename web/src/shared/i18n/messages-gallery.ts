import { maxPhotosPerAlbum, maxTagsPerPhoto, trashDays } from '@vitrine/contract/limits.ts';
import { isolate } from './bidi-isolate.ts';
import { plural } from './plural.ts';

/** The catalogue's part for one's own photos: choosing among them, changing many, throwing them away. */
export const galleryMessages = {
  picker: {
    label: 'Your photos',
    empty: 'You have no photos yet',
    emptyText: 'Upload some first.',
    choose: (title: string) => `Choose ${title}`,
    inAlbum: 'In the album',
    holds: (count: number, all: number, formatted: string, formattedAll: string) =>
      count < all
        ? `${formatted} of ${formattedAll} are in it`
        : plural(all, 'It is in it already', `All ${formattedAll} are in it already`),
    isInAlbum: (title: string) => `${title}, in the album already`,
  },
  selection: {
    select: (title: string) => `Select ${title}`,
    count: (formatted: string) => `${formatted} selected`,
    clear: 'Clear the selection',
    all: 'Select all',
    most: (formatted: string) => `Only the first ${formatted} are selected: no more can be changed at once.`,
    label: 'Selected photos',
    failed: (count: number, formatted: string) =>
      `${formatted} ${plural(count, 'photo', 'photos')} could not be changed.`,
    notAdded: (count: number, formatted: string) =>
      `${formatted} ${plural(count, 'photo', 'photos')} could not be added.`,
    codes: {
      'not-found': 'They are gone.',
      forbidden: 'They are not yours.',
      conflict: 'They were changed elsewhere at the same moment.',
      offline: 'There is no connection.',
      'quota-exceeded': `A photo has at most ${maxTagsPerPhoto} tags.`,
    } as Readonly<Record<string, string>>,
    albumIsFull: `An album has at most ${maxPhotosPerAlbum.toLocaleString('en')} photos.`,
    added: (count: number, formatted: string, album: string) =>
      `${formatted} ${plural(count, 'photo is', 'photos are')} added to “${isolate(album)}”.`,
    wereThere: (count: number, formatted: string) =>
      `${formatted} ${plural(count, 'was', 'were')} in it already.`,
    nothingToAdd: (count: number, formatted: string, album: string) =>
      `${plural(count, 'The photo was', `All ${formatted} photos were`)} in “${isolate(album)}” already.`,
    undone: 'As it was before.',
  },
  gallery: {
    title: 'Your photos',
    stored: (used: string, all: string) => `${used} of ${all}`,
    uploadFolder: 'Upload a folder',
    uploadTitle: 'Upload photos',
    chooseFiles: 'Choose photos',
    filters: 'Show',
    visibility: 'Who sees it',
    everyVisibility: 'Any visibility',
    seenBy: { public: 'everyone', unlisted: 'in no list', private: 'only you' },
    status: 'State',
    everyStatus: 'Any state',
    statuses: {
      ready: 'Ready',
      processing: 'Processing',
      uploading: 'Upload unfinished',
      rejected: 'Rejected',
    },
    tag: 'Tag',
    everyTag: 'Any tag',
    clearFilters: 'Show all',
    empty: 'Your gallery is empty',
    emptyText: 'Pick photos, or drop files and folders anywhere on the page.',
    emptyFiltered: 'No photo fits',
    emptyFilteredText: 'Nothing of yours is like that.',
    changeVisibility: 'Who sees them',
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
    tagged: (tag: string, formatted: string) => `${isolate(tag)} (${formatted})`,
    noTags: 'None of them has a tag yet.',
    tagsChanged: (count: number, formatted: string) =>
      `The tags of ${formatted} ${plural(count, 'photo', 'photos')} are changed.`,
    albumTitle: 'Add to an album',
    chooseAlbum: 'Your albums',
    noAlbums: 'You have no album yet.',
    newAlbumTitle: 'New album',
    makeAlbum: 'Create album',
    openAlbum: 'Open it',
    delete: 'Move to trash',
    trashed: (count: number, formatted: string) =>
      `${formatted} ${plural(count, 'photo is', 'photos are')} in the trash.`,
    unfinished: 'Needs attention',
    rejectedFiles: (count: number, formatted: string) =>
      `${formatted} ${plural(count, 'file was', 'files were')} rejected.`,
    unsentFiles: (count: number, formatted: string) =>
      `${formatted} ${plural(count, 'upload is', 'uploads are')} unfinished.`,
    review: 'Review',
    closeReview: 'Close',
    dismissAll: 'Dismiss all',
    dismissedAll: (count: number, formatted: string) =>
      `Dismissed ${formatted} ${plural(count, 'file', 'files')}.`,
    waiting: 'This file has not arrived. Choose it again to continue the upload.',
    pickAgain: 'Choose the file again',
    giveUp: 'Discard',
    dismiss: 'Dismiss',
    gaveUp: (name: string) => `Discarded ${isolate(name)}.`,
    dismissed: (name: string) => `Dismissed ${isolate(name)}.`,
    rejected: 'Vitrine could not read this file.',
  },
  trash: {
    title: 'Trash',
    text: `Photos stay here for ${trashDays} days, then they are deleted for good.`,
    empty: 'The trash is empty',
    gallery: 'Go to your photos',
    restore: 'Restore',
    restored: (count: number, formatted: string) =>
      `${formatted} ${plural(count, 'photo is', 'photos are')} back in your gallery.`,
    emptyAll: 'Empty the trash',
    emptyTitle: 'Delete everything in the trash?',
    deleteTitle: (count: number, formatted: string) =>
      count === 1 ? 'Delete this photo for good?' : `Delete ${formatted} photos for good?`,
    deleteWarning: 'Likes and places in albums are deleted too. This cannot be undone.',
    deleteForever: 'Delete for good',
    deleted: (count: number, formatted: string) =>
      `Deleted ${formatted} ${plural(count, 'photo', 'photos')} for good.`,
    emptied: 'The trash is empty.',
    daysLeft: (count: number, formatted: string) => `${formatted} ${plural(count, 'day', 'days')} left`,
    lastDay: 'Last day',
  },
} as const;
