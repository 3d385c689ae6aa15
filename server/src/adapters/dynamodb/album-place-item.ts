import { isKeptInAlbum, isSharedInAlbum } from '../../domain/album-place.ts';
import type { AlbumId, PhotoId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import { keyText, positionKey } from './keys.ts';
import { photoPartition } from './photo-item.ts';
import type { Table } from './table.ts';
import type { Key } from './table-shape.ts';
import type { Item } from './writes.ts';

/** What each index holds of a photo's place in an album: what its audience finds there, and all. */
export const placeLists = { owner: 1, others: 2, all: 3 } as const;

export const listsOfAlbum = {
  owner: (id: AlbumId) => `album-kept#${keyText(id)}`,
  others: (id: AlbumId) => `album-shared#${keyText(id)}`,
  all: (id: AlbumId) => `album#${keyText(id)}`,
};

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
export const listsOfPlace = (albumId: AlbumId, photo: Photo) => ({
  list1: isKeptInAlbum(photo) ? listsOfAlbum.owner(albumId) : undefined,
  list2: isSharedInAlbum(photo) ? listsOfAlbum.others(albumId) : undefined,
  list3: listsOfAlbum.all(albumId),
});

export function positionsOfPlace(position: number) {
  const at = positionKey(position);
  return { at1: at, at2: at, at3: at, position };
}
