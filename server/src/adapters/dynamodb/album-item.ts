import type { Album } from '../../domain/album.ts';
import type { AccountId, AlbumId, PhotoId } from '../../domain/ids.ts';
import { keyText, listAttributes, timeKey } from './keys.ts';
import type { Key } from './table-shape.ts';
import type { Item, Value } from './writes.ts';

export const albumKey = (id: AlbumId): Key => ({ pk: `album#${keyText(id)}`, sk: 'album' });

export const albumLists = { owned: 1, public: 2, cover: 4 } as const;
export const ownedList = (ownerId: AccountId) => `albums#${keyText(ownerId)}`;
export const publicList = (ownerId: AccountId) => `public-albums#${keyText(ownerId)}`;
export const coverList = (id: PhotoId) => `album-cover#${keyText(id)}`;

/** All that a change of the album may write. */
export function albumAttributes(album: Album): Record<string, Value | undefined> {
  const { id, ownerId, coverPhotoId } = album;
  const at = timeKey(album.createdAt, id);
  const lists = listAttributes({
    [albumLists.owned]: { list: ownedList(ownerId), at },
    [albumLists.public]: album.visibility === 'public' ? { list: publicList(ownerId), at } : undefined,
    [albumLists.cover]: coverPhotoId === undefined ? undefined : { list: coverList(coverPhotoId), at: id },
  });
  return { value: JSON.stringify(album), ...lists };
}

/**
 * How many photos are in it, and the positions that the first and the last one have at most. `ordering`: the `first` of
 * an order that may not be written whole.
 */
export type Extent = { placeCount: number; first: number; end: number; ordering?: number | undefined };
export const emptyExtent: Extent = { placeCount: 0, first: 1, end: 0 };
export const extentOf = (item: Item): Extent => ({
  placeCount: Number(item.placeCount),
  first: Number(item.first),
  end: Number(item.end),
  ...(item.ordering !== undefined && { ordering: Number(item.ordering) }),
});

// JSON that `albumAttributes` wrote.
export const toAlbum = (item: Item) => JSON.parse(String(item.value)) as Album;
