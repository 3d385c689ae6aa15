import { isShared, type Photo } from './photo.ts';

/** Whether the album's owner finds it there. */
export const isKeptInAlbum = (photo: Photo) => photo.trashedAt === undefined;

/** Whether whoever may see the album finds it there, as long as the owner's account is active: see `canSeeInList`. */
export const isSharedInAlbum = (photo: Photo) => isShared(photo);
