import type { accountSchema } from '@vitrine/contract/accounts.ts';
import type { publicProfileSchema } from '@vitrine/contract/fields.ts';
import type { photoSchema } from '@vitrine/contract/photo.ts';
import type { Context } from 'hono';
import type * as z from 'zod';
import {
  audienceOf,
  canDownloadOriginal,
  canEditPhoto,
  canFindPhoto,
  canHidePhoto,
  canSeeFileName,
  canSeeLocation,
  type Viewer,
} from '../../domain/access.ts';
import { type Account, cancellationGrace, isActive } from '../../domain/account.ts';
import { avatarKey } from '../../domain/blob-keys.ts';
import type { AccountId } from '../../domain/ids.ts';
import { type Photo, textsOf } from '../../domain/photo.ts';
import { toIso, toIsoOrNull } from '../../domain/time.ts';
import { mediaBase, renditionUrl } from '../../features/media/rendition-url.ts';
import type { Ports } from '../../ports/index.ts';
import type { Page } from '../../ports/paging.ts';

type MemberAnswer = z.infer<typeof publicProfileSchema>;
type AccountAnswer = z.infer<typeof accountSchema>;

function avatarUrl(account: Account): string | null {
  const key = avatarKey(account);
  return key !== undefined && isActive(account) ? `${mediaBase}/${key}` : null;
}

export const presentMember = (account: Account): MemberAnswer => ({
  username: account.username,
  displayName: account.displayName,
  avatarUrl: avatarUrl(account),
});

/** Presents the account to its owner only. */
export const presentAccount = (account: Account, quotaBytes: number): AccountAnswer => ({
  id: account.id,
  email: account.email,
  ...presentMember(account),
  bio: account.bio,
  role: account.role,
  confirmed: account.confirmedAt !== undefined,
  photoCount: account.usage.photos,
  storedBytes: account.usage.bytes,
  quotaBytes,
  uploadDefaults: account.uploadDefaults ?? null,
  createdAt: toIso(account.createdAt),
  cancelledUntil: account.cancelledAt === undefined ? null : toIso(account.cancelledAt + cancellationGrace),
});

export type PhotoAnswer = z.infer<typeof photoSchema>;
type PhotoDeps = Pick<Ports, 'accounts' | 'likes' | 'secrets' | 'clock'>;

/** Returns whether a list may include the photo. Lists leave out the others. */
export type Admission = (photo: Photo, owner: Account) => boolean;

/** Presents the photos that the viewer may see. Reads all owners in one query, and the viewer's likes in another. */
export async function presentPhotos(
  ports: PhotoDeps,
  viewer: Viewer,
  photos: readonly Photo[],
  admits: Admission = () => true,
): Promise<PhotoAnswer[]> {
  const [owners, liked] = await Promise.all([
    findOwners(ports, viewer, photos),
    viewer && photos.length > 0
      ? ports.likes.findLiked(
          viewer.id,
          photos.map(({ id }) => id),
        )
      : new Set<string>(),
  ]);
  return photos.flatMap((photo) => {
    const owner = owners.get(photo.ownerId);
    return owner && admits(photo, owner)
      ? [presentPhoto(ports, viewer, photo, owner, liked.has(photo.id))]
      : [];
  });
}

export async function presentOnePhoto(ports: PhotoDeps, viewer: Viewer, photo: Photo): Promise<PhotoAnswer> {
  const [answer] = await presentPhotos(ports, viewer, [photo]);
  if (!answer) throw new Error(`the owner of photo ${photo.id} is gone`);
  return answer;
}

async function findOwners(
  ports: PhotoDeps,
  viewer: Viewer,
  photos: readonly Photo[],
): Promise<Map<AccountId, Account>> {
  const ids = [...new Set(photos.map(({ ownerId }) => ownerId))].filter((id) => id !== viewer?.id);
  const others = ids.length > 0 ? await ports.accounts.findMany(ids) : [];
  return new Map((viewer ? [...others, viewer] : others).map((account) => [account.id, account]));
}

function presentPhoto(
  ports: PhotoDeps,
  viewer: Viewer,
  photo: Photo,
  owner: Account,
  liked: boolean,
): PhotoAnswer {
  const { picture, metadata } = photo;
  const { takenAt, place, ...exif } = metadata;
  const isOwn = canEditPhoto(viewer, photo);
  const audience = audienceOf(viewer, photo);
  const isHidden = photo.hiddenAt !== undefined && (isOwn || canHidePhoto(viewer));
  return {
    id: photo.id,
    owner: presentMember(owner),
    ...textsOf(photo),
    tags: photo.tags,
    visibility: photo.visibility,
    status: photo.status,
    statusReason: photo.statusReason ?? null,
    width: picture?.width ?? null,
    height: picture?.height ?? null,
    format: picture?.format ?? null,
    animated: picture?.animated ?? false,
    bytes: photo.bytes,
    fileName: canSeeFileName(viewer, photo) ? photo.fileName : null,
    thumbhash: picture?.thumbhash ?? null,
    color: picture?.color ?? null,
    renditions:
      picture?.renditions.map((rendition) => ({
        ...rendition,
        url: renditionUrl(
          ports,
          { photo, revision: picture.revision, isPublic: canFindPhoto(photo, owner), audience },
          rendition,
        ),
      })) ?? [],
    exif: Object.keys(exif).length > 0 ? exif : null,
    place: place && canSeeLocation(viewer, photo) ? place : null,
    showPlace: photo.showPlace,
    allowDownload: photo.allowDownload,
    takenAt: (isOwn ? takenAt : takenAt?.slice(0, localTimeLength)) ?? null,
    createdAt: toIso(photo.createdAt),
    hidden: isHidden,
    hiddenReason: isHidden ? hiddenReasons[photo.hiddenReason ?? 'admin'] : null,
    trashedAt: isOwn ? toIsoOrNull(photo.trashedAt) : null,
    likeCount: photo.likeCount,
    viewer: {
      liked,
      canEdit: isOwn,
      canDownload: canDownloadOriginal(viewer, photo, owner),
      canHide: canHidePhoto(viewer),
    },
  };
}

const hiddenReasons = {
  admin: 'An administrator has hidden this photo.',
  'same-file': 'An administrator hid the same file before, so that this photo began hidden.',
} as const;

/* `2024-06-01T10:00:00`: what follows is the time zone, which tells others where. */
const localTimeLength = 19;

export async function presentPage(
  ports: Pick<Ports, 'accounts' | 'likes' | 'secrets' | 'clock'>,
  viewer: Viewer,
  page: Page<Photo>,
  admits?: Admission,
): Promise<{ items: PhotoAnswer[]; nextCursor: string | null }> {
  return {
    items: await presentPhotos(ports, viewer, page.items, admits),
    nextCursor: page.nextCursor ?? null,
  };
}

/** `nextCursor` for the body of a list, and the address of the next page in `Link` (RFC 8288). */
export function setNextLink(c: Context, cursor: string | null | undefined): string | null {
  if (!cursor) return null;
  const url = new URL(c.req.url);
  url.searchParams.set('cursor', cursor);
  c.header('Link', `<${url.pathname}${url.search}>; rel="next"`);
  return cursor;
}
