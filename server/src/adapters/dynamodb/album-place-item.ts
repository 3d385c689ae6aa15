import { type AlbumAudience, isFoundInAlbum } from '../../domain/album.ts';
import type { AlbumId, PhotoId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import { keyText, positionKey } from './keys.ts';
import { photoPartition } from './photo-item.ts';
import type { Table } from './table.ts';
import type { Key } from './table-shape.ts';
import type { Item } from './writes.ts';

/**
 * The indexes that hold a place: those of the owner, of others, of the album as a whole, and of photos that are not
 * public, by which these are counted.
 */
export const placeLists = { owner: 1, linked: 2, everyone: 2, all: 3, narrow: 4 } as const;

/**
 * Public and unlisted photos stand in two lists of one index. An earlier version put both into the first; such an
 * unlisted photo is left out when the page is presented, and moves with its next change.
 */
const sharedList = (id: AlbumId) => `album-shared#${keyText(id)}`;
const linkedList = (id: AlbumId) => `album-linked#${keyText(id)}`;
const keptList = (id: AlbumId) => `album-kept#${keyText(id)}`;

/** The lists in which an audience finds an album's photos, merged by their positions. */
export const listsOfAlbum: Readonly<Record<AlbumAudience, (id: AlbumId) => string[]>> = {
  owner: (id) => [keptList(id)],
  linked: (id) => [sharedList(id), linkedList(id)],
  everyone: (id) => [sharedList(id)],
};
export const wholeAlbumList = (id: AlbumId) => `album#${keyText(id)}`;
export const narrowList = (id: AlbumId, visibility: 'unlisted' | 'private') =>
  `album-${visibility}#${keyText(id)}`;

const prefix = 'place#';
export const placeKey = (albumId: AlbumId, photoId: PhotoId): Key => ({
  pk: photoPartition(photoId),
  sk: `${prefix}${keyText(albumId)}`,
});
export const albumOfPlace = ({ sk }: Key) => sk.slice(prefix.length) as AlbumId;

export const listPlacesOf = (table: Table, photoId: PhotoId, limit?: number): Promise<Item[]> =>
  table.listItems(photoPartition(photoId), { prefix, ...(limit !== undefined && { limit }) });

/*
 * Which lists a place is in is the photo's to say, and where, the album's: each writes its own attributes, so that
 * neither undoes what the other does at the same time.
 */
export const listsOfPlace = (albumId: AlbumId, photo: Photo) => {
  const isKept = isFoundInAlbum.owner(photo);
  const { visibility } = photo;
  return {
    list1: isKept ? keptList(albumId) : undefined,
    list2: isFoundInAlbum.everyone(photo)
      ? sharedList(albumId)
      : isFoundInAlbum.linked(photo)
        ? linkedList(albumId)
        : undefined,
    list3: wholeAlbumList(albumId),
    list4: isKept && visibility !== 'public' ? narrowList(albumId, visibility) : undefined,
    // It is only counted, so its order is of no consequence.
    at4: photo.id,
  };
};

export function positionsOfPlace(position: number) {
  const at = positionKey(position);
  return { at1: at, at2: at, at3: at, position };
}
