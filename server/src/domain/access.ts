import { type Account, isActive, type Role } from './account.ts';
import { type Album, type AlbumAudience, isFoundInAlbum } from './album.ts';
import type { AccountId } from './ids.ts';
import { isListed, isShared, type Photo } from './photo.ts';
import type { TokenScope } from './session.ts';

/* Every decision about who may see or do something is made in this file alone. */

/** Kinds of people for whom URLs of bytes are signed. */
export type Audience = 'owner' | 'admin' | 'others';

/** Account that makes a request. `undefined`: a visitor. */
export type Viewer = Account | undefined;

export const isOwner = (viewer: Viewer, thing: { ownerId: AccountId }) =>
  viewer !== undefined && isOwnedBy(thing, viewer.id);

export const isOwnedBy = (thing: { ownerId: AccountId }, id: AccountId) => thing.ownerId === id;

export const hasRole = (account: Account, role: Role) => account.role === role;

export const isAdmin = (viewer: Viewer) => viewer !== undefined && hasRole(viewer, 'admin');

/** Returns the scope that a token lacks for a request of this method. */
export function missingScope(scopes: readonly TokenScope[], method: string): TokenScope | undefined {
  const needed = method.toLowerCase() === 'get' ? 'read' : 'write';
  return scopes.includes(needed) ? undefined : needed;
}

/** The holder of a cancelled account may sign in until the account is deleted. */
export const canSignIn = (account: Account) =>
  account.confirmedAt !== undefined && account.suspendedAt === undefined;

/** Admins see suspended members, to lift the suspension. */
export const canSeeMember = (viewer: Viewer, member: Account) =>
  isActive(member) || (isAdmin(viewer) && member.suspendedAt !== undefined);

export const canSeePhoto = (viewer: Viewer, photo: Photo, owner: Account) =>
  isOwner(viewer, photo) || isAdmin(viewer) || (isShared(photo) && isActive(owner));

/** Decides about public lists, in which owners find no more than others do. */
export const canFindPhoto = (photo: Photo, owner: Account) => isListed(photo) && isActive(owner);

/** The holder of a cancelled account may view, keep the account or leave with their photos, but adds nothing. */
export const canContribute = (viewer: Account) => canSignIn(viewer) && viewer.cancelledAt === undefined;

/** The like counts of photos count members whom others see. */
export const canBeCounted = (account: Account) => isActive(account);

/** The bytes of an upload are accepted while it is in progress and its owner may upload. */
export const canSendBytes = (owner: Account, photo: Photo) =>
  isOwner(owner, photo) && canContribute(owner) && photo.status === 'uploading';

export const audienceOf = (viewer: Viewer, photo: Photo): Audience => {
  if (isOwner(viewer, photo)) return 'owner';
  return isAdmin(viewer) ? 'admin' : 'others';
};

/** A signed URL is valid only while its audience may see the photo. */
export const canReadBytes = (audience: Audience, photo: Photo, owner: Account) => {
  if (audience === 'others') return isShared(photo) && isActive(owner);
  return audience === 'admin' || canSignIn(owner);
};

export const canEditPhoto = (viewer: Viewer, photo: Photo) => isOwner(viewer, photo);

export const canDownloadOriginal = (viewer: Viewer, photo: Photo, owner: Account) =>
  photo.status === 'ready' &&
  (isOwner(viewer, photo) || (photo.allowDownload && canSeePhoto(viewer, photo, owner)));

/** The exact original holds private metadata. Others get a sanitized copy. */
export const canHaveExactOriginal = (viewer: Viewer, photo: Photo) => isOwner(viewer, photo);

/** File names often hold names of people and locations. */
export const canSeeFileName = (viewer: Viewer, photo: Photo) => isOwner(viewer, photo);

export const canHidePhoto = (viewer: Viewer) => isAdmin(viewer);

export const canSeeLocation = (viewer: Viewer, photo: Photo) => isOwner(viewer, photo) || photo.showPlace;

export const canLikePhoto = (viewer: Viewer, photo: Photo, owner: Account) =>
  viewer !== undefined &&
  photo.status === 'ready' &&
  photo.trashedAt === undefined &&
  canSeePhoto(viewer, photo, owner);

export const canSeeAlbum = (viewer: Viewer, album: Album, owner: Account) =>
  isOwner(viewer, album) || isAdmin(viewer) || (album.visibility !== 'private' && isActive(owner));

export const canEditAlbum = (viewer: Viewer, album: Album) => isOwner(viewer, album);

/** A public album shows others its public photos. One that is opened by its link shows unlisted photos too. */
export const albumAudienceOf = (viewer: Viewer, album: Album): AlbumAudience => {
  if (canEditAlbum(viewer, album)) return 'owner';
  return album.visibility === 'public' ? 'everyone' : 'linked';
};

/** Also decides about the album's cover, which need not be in the album. */
export const canSeeInAlbum = (viewer: Viewer, album: Album, photo: Photo, owner: Account) =>
  isFoundInAlbum[albumAudienceOf(viewer, album)](photo) && canSeePhoto(viewer, photo, owner);

/** Liked photos include unlisted ones, whose links the viewer had, and no trashed ones. */
export const canSeeAmongLikes = (viewer: Viewer, photo: Photo, owner: Account) =>
  photo.trashedAt === undefined && canSeePhoto(viewer, photo, owner);
