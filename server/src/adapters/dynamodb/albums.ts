import { AppError } from '../../domain/errors.ts';
import type { AccountId, AlbumId } from '../../domain/ids.ts';
import type { AlbumStore } from '../../ports/albums.ts';
import {
  albumAttributes,
  albumKey,
  albumLists,
  emptyExtent,
  ownedList,
  publicList,
  toAlbum,
} from './album-item.ts';
import { createAlbumLists } from './album-lists.ts';
import { createAlbumPhotos } from './album-photos.ts';
import { placeLists, wholeAlbumList } from './album-place-item.ts';
import { changeAlbumOnce } from './change-album.ts';
import { loadItems, readFirst, readPage } from './lists.ts';
import { maxWrites, type Table } from './table.ts';
import { keyOf } from './table-shape.ts';
import { isAbsent, isPresent, put, remove, update, when } from './writes.ts';

export function createDynamoAlbums(table: Table): AlbumStore {
  return {
    ...createAlbumLists(table),
    ...createAlbumPhotos(table),

    async insert(album) {
      const item = { ...albumKey(album.id), ...albumAttributes(album), ...emptyExtent, version: 1 };
      if (!(await table.writeOnce(put(item, isAbsent))))
        throw new AppError('conflict', 'There is an album with this id already.');
    },

    async find(id) {
      const item = await table.get(albumKey(id));
      return item && toAlbum(item);
    },

    change: (id, change) =>
      table.oneAtATime(albumKey(id), () => changeAlbumOnce(table, albumKey(id), change)),

    remove: (id) => table.oneAtATime(albumKey(id), () => removeOnce(table, id)),

    listByOwner({ ownerId, publicOnly = false, ...request }) {
      const { number, list } = listOf(ownerId, publicOnly);
      const name = publicOnly ? 'public-albums' : 'albums';
      return readPage(
        table,
        { name, number, lists: [list], ...request },
        loadItems(table, { number }, toAlbum),
      );
    },

    countByOwner: ({ ownerId, publicOnly = false }) => table.countEntries(listOf(ownerId, publicOnly)),
  };
}

const listOf = (ownerId: AccountId, publicOnly: boolean) =>
  publicOnly
    ? { number: albumLists.public, list: publicList(ownerId) }
    : { number: albumLists.owned, list: ownedList(ownerId) };

/**
 * The places go first and the album last: where this ends half way, the album is still there to be removed again.
 * Undefined where another write came between.
 */
async function removeOnce(table: Table, id: AlbumId): Promise<boolean | undefined> {
  const number = placeLists.all;
  const places = { number, lists: [wholeAlbumList(id)], limit: maxWrites - 1 };
  for (;;) {
    const keys = await readFirst(table, places, loadItems(table, { number, isMoving: true }, keyOf));
    if (keys.length === 0) break;
    const failed = await table.transact([
      update(albumKey(id), { add: { placeCount: -keys.length } }, isPresent),
      ...keys.map((key) => remove(key, isPresent)),
    ]);
    if (failed.size > 0) return undefined;
  }
  const item = await table.get(albumKey(id));
  if (!item) return false;
  const isBare = when('#version = :version AND #placeCount = :none', {
    version: Number(item.version),
    none: 0,
  });
  return (await table.writeOnce(remove(albumKey(id), isBare))) || undefined;
}
