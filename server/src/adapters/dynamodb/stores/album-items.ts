import { type Album, type AlbumAudience, isFoundInAlbum } from '../../../domain/album.ts';
import type { AccountId, AlbumId, PhotoId } from '../../../domain/ids.ts';
import { checkIdentityKept, type Photo } from '../../../domain/photo.ts';
import type { AlbumChange } from '../../../ports/albums.ts';
import { decodeAlbum } from '../../../ports/stored.ts';
import { type Key, keyText, listAttributes, positionKey, timeKey } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import { type Item, update, type Value, type Write, when } from '../table/writes.ts';
import { photoPartition } from './photo-item.ts';

/**
 * The indexes of a photo in an album: for the owner, for others, for the whole album, and for counting photos that are
 * not public.
 */
export const albumPhotoLists = { owner: 1, linked: 2, everyone: 2, all: 3, narrow: 4 } as const;

/**
 * Public and unlisted photos are in two lists of one index. An earlier version put both into the first; presenters
 * leave such an unlisted photo out, and its next change moves it.
 */
const sharedList = (id: AlbumId) => `album-shared#${keyText(id)}`;
const linkedList = (id: AlbumId) => `album-linked#${keyText(id)}`;
const keptList = (id: AlbumId) => `album-kept#${keyText(id)}`;

/** The lists that an audience sees, merged by position. */
export const listsOfAlbum: Readonly<Record<AlbumAudience, (id: AlbumId) => string[]>> = {
  owner: (id) => [keptList(id)],
  linked: (id) => [sharedList(id), linkedList(id)],
  everyone: (id) => [sharedList(id)],
};
export const wholeAlbumList = (id: AlbumId) => `album#${keyText(id)}`;
export const narrowList = (id: AlbumId, visibility: 'unlisted' | 'private') =>
  `album-${visibility}#${keyText(id)}`;

const prefix = 'place#';
export const albumPhotoKey = (albumId: AlbumId, photoId: PhotoId): Key => ({
  pk: photoPartition(photoId),
  sk: `${prefix}${keyText(albumId)}`,
});
export const albumIdOf = ({ sk }: Key) => sk.slice(prefix.length) as AlbumId;

export const listAlbumPhotoItems = (table: Table, photoId: PhotoId, limit?: number): Promise<Item[]> =>
  table.listItems(photoPartition(photoId), { prefix, ...(limit !== undefined && { limit }) });

/*
 * The photo decides the lists, the album decides the positions. Each writes its own attributes, so that concurrent
 * writes do not undo each other.
 */
export const listAttributesIn = (albumId: AlbumId, photo: Photo) => {
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
    // The list is only counted, so its order does not matter.
    at4: photo.id,
  };
};

export function positionAttributes(position: number) {
  const at = positionKey(position);
  return { at1: at, at2: at, at3: at, position };
}

export const albumKey = (id: AlbumId): Key => ({ pk: `album#${keyText(id)}`, sk: 'album' });

export const albumLists = { owned: 1, public: 2, cover: 4 } as const;
export const ownedList = (ownerId: AccountId) => `albums#${keyText(ownerId)}`;
export const publicList = (ownerId: AccountId) => `public-albums#${keyText(ownerId)}`;
export const coverList = (id: PhotoId) => `album-cover#${keyText(id)}`;

/** The attributes that a change of the album writes. */
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
 * The number of photos, and bounds of the first and last position. `ordering` is the `first` of an order that may
 * still be incomplete.
 */
export type Extent = { placeCount: number; first: number; end: number; ordering?: number | undefined };
export const emptyExtent: Extent = { placeCount: 0, first: 1, end: 0 };
export const extentOf = (item: Item): Extent => ({
  placeCount: Number(item.placeCount),
  first: Number(item.first),
  end: Number(item.end),
  ...(item.ordering !== undefined && { ordering: Number(item.ordering) }),
});

export const toAlbum = (item: Item): Album => decodeAlbum(JSON.parse(String(item.value)));

/** Returns undefined if another write intervened. */
export async function changeAlbumOnce(
  table: Table,
  key: Key,
  change: (album: Album) => Album,
): Promise<AlbumChange | undefined> {
  const item = await table.get(key);
  if (!item) return { outcome: 'absent' };
  const before = toAlbum(item);
  const after = change(before);
  if (after === before) return { outcome: 'changed', album: before };
  checkIdentityKept('album', before, after);
  return (await table.write(updateAlbum(item, after))) ? { outcome: 'changed', album: after } : undefined;
}

/**
 * Updates the album if its version is unchanged. The photo count is added to, because deleted photos change it without
 * that condition.
 */
export function updateAlbum(item: Item, album: Album, { placeCount, ...ends }: Partial<Extent> = {}): Write {
  const version = Number(item.version);
  return update(
    item,
    {
      set: { ...albumAttributes(album), ...ends, version: version + 1 },
      ...(placeCount !== undefined && { add: { placeCount } }),
    },
    when('#version = :version', { version }),
  );
}
