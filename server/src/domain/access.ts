import { type Account, isActive } from './account.ts';
import type { Album } from './album.ts';
import { type AlbumAudience, isFoundInAlbum } from './album.ts';
import { isListed, isShared, type Photo } from './photo.ts';

/** The people for whom an address of bytes is signed. */
export type Audience = 'owner' | 'admin' | 'others';

/** Who asks. Absent: a visitor. */
export type Viewer = Account | undefined;

/* Every decision about who may see or do what is made here and nowhere else. */

const owns = (viewer: Viewer, thing: { ownerId: string }) =>
  viewer !== undefined && viewer.id === thing.ownerId;

/** The holder of a cancelled account may sign in until the account is deleted. */
export const canSignIn = (account: Account) =>
  account.confirmedAt !== undefined && account.suspendedAt === undefined;

/** An admin finds who is suspended, to let them in again. */
export const canSeeMember = (viewer: Viewer, member: Account) =>
  isActive(member) || (viewer?.role === 'admin' && member.suspendedAt !== undefined);

export const canSeePhoto = (viewer: Viewer, photo: Photo, owner: Account) =>
  owns(viewer, photo) || viewer?.role === 'admin' || (isShared(photo) && isActive(owner));

/** For lists that everybody sees: not even the owner finds there what others do not. */
export const canFindPhoto = (photo: Photo, owner: Account) => isListed(photo) && isActive(owner);

/** A cancelled member looks on, keeps the account or leaves with their photos, but adds nothing. */
export const canContribute = (viewer: Account) => canSignIn(viewer) && viewer.cancelledAt === undefined;

/** A photo counts the likes of people whom others see. */
export const canBeCounted = (account: Account) => isActive(account);

/** Bytes of an upload are taken while it is under way, and from those who may still upload. */
export const canSendBytes = (owner: Account, photo: Photo) =>
  owns(owner, photo) && canContribute(owner) && photo.status === 'uploading';

export const audienceOf = (viewer: Viewer, photo: Photo): Audience => {
  if (owns(viewer, photo)) return 'owner';
  return viewer?.role === 'admin' ? 'admin' : 'others';
};

/** An address holds for its audience only as long as the audience may see the photo. */
export const canReadBytes = (audience: Audience, photo: Photo, owner: Account) => {
  if (audience === 'others') return isShared(photo) && isActive(owner);
  return audience === 'admin' || canSignIn(owner);
};

export const canEditPhoto = (viewer: Viewer, photo: Photo) => owns(viewer, photo);

export const canDownloadOriginal = (viewer: Viewer, photo: Photo, owner: Account) =>
  photo.status === 'ready' &&
  (owns(viewer, photo) || (photo.allowDownload && canSeePhoto(viewer, photo, owner)));

/** The file as it was uploaded, private metadata included. */
export const canHaveExactOriginal = (viewer: Viewer, photo: Photo) => owns(viewer, photo);

/** People name files after people and locations. */
export const canSeeFileName = (viewer: Viewer, photo: Photo) => owns(viewer, photo);

export const canHidePhoto = (viewer: Viewer) => viewer?.role === 'admin';

export const canSeeLocation = (viewer: Viewer, photo: Photo) => owns(viewer, photo) || photo.showPlace;

export const canLikePhoto = (viewer: Viewer, photo: Photo, owner: Account) =>
  viewer !== undefined &&
  photo.status === 'ready' &&
  photo.trashedAt === undefined &&
  canSeePhoto(viewer, photo, owner);

export const canSeeAlbum = (viewer: Viewer, album: Album, owner: Account) =>
  owns(viewer, album) || viewer?.role === 'admin' || (album.visibility !== 'private' && isActive(owner));

export const canEditAlbum = (viewer: Viewer, album: Album) => owns(viewer, album);

/** A public album shows others its public photos; one that is opened by its link, unlisted photos as well. */
export const albumAudienceOf = (viewer: Viewer, album: Album): AlbumAudience => {
  if (canEditAlbum(viewer, album)) return 'owner';
  return album.visibility === 'public' ? 'everyone' : 'linked';
};

/** Also decides about the album's cover, which need not be in the album. */
export const canSeeInAlbum = (viewer: Viewer, album: Album, photo: Photo, owner: Account) =>
  isFoundInAlbum[albumAudienceOf(viewer, album)](photo) && canSeePhoto(viewer, photo, owner);

/** Among one's likes: unlisted photos are there, because one had their links. A trashed photo is in no list. */
export const canSeeAmongLikes = (viewer: Viewer, photo: Photo, owner: Account) =>
  photo.trashedAt === undefined && canSeePhoto(viewer, photo, owner);
