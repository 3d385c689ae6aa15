import { plural } from './plural.ts';

/** The catalogue's part for pages of people, their albums, and what one likes. Lists of photos load none of it. */
export const profileMessages = {
  profile: {
    photos: 'Photos',
    albums: 'Albums',
    photoCount: (count: number, formatted: string) => `${formatted} ${plural(count, 'photo', 'photos')}`,
    albumCount: (count: number, formatted: string) => `${formatted} ${plural(count, 'album', 'albums')}`,
    since: (date: string) => `Here since ${date}`,
    empty: 'No public photos',
    emptyText: 'What is shared will hang here.',
    emptyOwn: 'Nothing of yours is public yet',
    emptyOwnText: 'Upload a photo, or make one public.',
    suspend: 'Suspend',
    suspendTitle: (name: string) => `Suspend ${name}?`,
    suspendText:
      'They are logged out everywhere and cannot log in. Their photos and albums are hidden. Nothing is deleted, and you can lift the suspension.',
    suspendReason: 'Reason',
    suspendReasonHint: 'The member gets it by e-mail and sees it when they try to log in.',
    suspended: 'Member suspended.',
    isSuspended: 'This member is suspended',
    isSuspendedText: 'They can’t log in, and their photos are hidden. Only administrators see this page.',
    resume: 'Lift suspension',
    resumed: 'Suspension lifted.',
    noAlbums: 'No public albums',
    noAlbumsText: 'Albums that are shared will stand here.',
    description: (name: string) => `Photographs by ${name} on Vitrine.`,
    tabs: 'Parts of the profile',
  },
  album: {
    empty: 'This album is empty',
    emptyText: 'Photos that are put into it will hang here.',
    description: (title: string, name: string) => `${title}, an album by ${name} on Vitrine.`,
  },
  likes: {
    title: 'Photos you like',
    empty: 'No likes yet',
    emptyText: 'Photos you like are kept here.',
    look: 'Look at the newest photos',
  },
} as const;
