import type { photoSchema } from '@vitrine/contract/photos.ts';
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
import type { Account } from '../../domain/account.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import { toIso, toIsoOrNull } from '../../domain/time.ts';
import { renditionUrl } from '../../features/media/rendition-url.ts';
import type { Ports } from '../../ports/index.ts';
import { presentMember } from './present-members.ts';

export type PhotoAnswer = z.infer<typeof photoSchema>;
type Needs = Pick<Ports, 'accounts' | 'likes' | 'secrets' | 'clock'>;

/** Whether a photo may be in this list. Those that may not are left out. */
export type Admission = (photo: Photo, owner: Account) => boolean;

/** As the viewer may see them: their owners and the viewer's likes are each read at once for all. */
export async function presentPhotos(
  ports: Needs,
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

export async function presentOnePhoto(ports: Needs, viewer: Viewer, photo: Photo): Promise<PhotoAnswer> {
  const [answer] = await presentPhotos(ports, viewer, [photo]);
  if (!answer) throw new Error(`the owner of photo ${photo.id} is gone`);
  return answer;
}

async function findOwners(
  ports: Needs,
  viewer: Viewer,
  photos: readonly Photo[],
): Promise<Map<AccountId, Account>> {
  const ids = [...new Set(photos.map(({ ownerId }) => ownerId))].filter((id) => id !== viewer?.id);
  const others = ids.length > 0 ? await ports.accounts.findMany(ids) : [];
  return new Map((viewer ? [...others, viewer] : others).map((account) => [account.id, account]));
}

function presentPhoto(
  ports: Needs,
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
    title: photo.title,
    description: photo.description,
    altText: photo.altText,
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
