import { plural } from './messages.ts';

/** Texts for profiles, their albums, and liked photos. Photo lists do not load them. */
export const profileMessages = {
  profile: {
    photos: 'Photos',
    albums: 'Albums',
    photoCount: (count: number, formatted: string) => `${formatted} ${plural(count, 'photo', 'photos')}`,
    albumCount: (count: number, formatted: string) => `${formatted} ${plural(count, 'album', 'albums')}`,
    since: (date: string) => `Member since ${date}`,
    empty: 'No public photos',
    emptyText: 'Public photos will appear here.',
    emptyOwn: 'You haven’t made anything public yet',
    emptyOwnText: 'Upload a photo, or make one public.',
    suspend: 'Suspend',
    suspendTitle: (name: string) => `Suspend ${name}?`,
    suspendText:
      'They are logged out everywhere and cannot log in. Their photos and albums are hidden. Nothing is deleted, and you can lift the suspension.',
    suspendReason: 'Reason',
    suspendReasonHint: 'The member receives it by e-mail and sees it when trying to log in.',
    suspended: 'Member suspended.',
    isSuspended: 'This member is suspended',
    isSuspendedText: 'They can’t log in, and their photos are hidden. Only administrators see this page.',
    resume: 'Lift suspension',
    resumed: 'Suspension lifted.',
    noAlbums: 'No public albums',
    noAlbumsText: 'Public albums will appear here.',
    description: (name: string) => `Photographs by ${name} on Vitrine.`,
    tabs: 'Profile',
  },
  album: {
    empty: 'This album is empty',
    emptyText: 'Photos added to this album will appear here.',
    description: (title: string, name: string) => `${title}, an album by ${name} on Vitrine.`,
  },
  likes: {
    title: 'Photos you like',
    empty: 'No likes yet',
    emptyText: 'Photos you like will appear here.',
    look: 'See the newest photos',
  },
} as const;
