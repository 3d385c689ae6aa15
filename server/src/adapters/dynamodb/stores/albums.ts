import { AppError } from '../../../domain/errors.ts';
import type { AccountId, AlbumId } from '../../../domain/ids.ts';
import type { AlbumAudience, AlbumStore, AlbumSummary } from '../../../ports/albums.ts';
import { keyOf } from '../table/keys.ts';
import { loadItems, readEntries, readFirst, readPage } from '../table/lists.ts';
import { maxWrites, type Table } from '../table/table.ts';
import { isAbsent, isPresent, put, remove, update, when } from '../table/writes.ts';
import {
  albumAttributes,
  albumIdOf,
  albumKey,
  albumLists,
  albumPhotoLists,
  changeAlbumOnce,
  emptyExtent,
  listAlbumPhotoItems,
  listsOfAlbum,
  narrowList,
  ownedList,
  publicList,
  toAlbum,
  wholeAlbumList,
} from './album-items.ts';
import { createAlbumPhotos } from './album-photos.ts';
import { idOfPhoto } from './photo-item.ts';

const maxAlbums = 100;

function createAlbumLists(
  table: Table,
): Pick<AlbumStore, 'listPhotos' | 'summarize' | 'countRestricted' | 'listByPhoto'> {
  // A photo that moves just now appears at its old position instead of nowhere.
  const load = (audience: AlbumAudience) =>
    loadItems(table, { number: albumPhotoLists[audience], isMoving: true }, idOfPhoto);

  async function summarize(albumId: AlbumId, audience: AlbumAudience): Promise<AlbumSummary> {
    const number = albumPhotoLists[audience];
    const lists = listsOfAlbum[audience](albumId);
    const [counts, [first]] = await Promise.all([
      Promise.all(lists.map((list) => table.countEntries({ number, list }))),
      readEntries(table, { number, lists, isRising: true, limit: 1 }),
    ]);
    const photoCount = counts.reduce((sum, count) => sum + count, 0);
    return { photoCount, ...(first && { firstPhotoId: idOfPhoto(first) }) };
  }

  return {
    listPhotos: ({ albumId, audience, ...request }) =>
      readPage(
        table,
        {
          name: `album-${audience}`,
          number: albumPhotoLists[audience],
          lists: listsOfAlbum[audience](albumId),
          isRising: true,
          ...request,
        },
        load(audience),
      ),

    async summarize(ids, audience) {
      const unique = [...new Set(ids)];
      const summaries = await Promise.all(unique.map((id) => summarize(id, audience)));
      return new Map(unique.map((id, index) => [id, summaries[index] ?? { photoCount: 0 }]));
    },

    async countRestricted(id) {
      const number = albumPhotoLists.narrow;
      const [unlisted, hidden] = await Promise.all([
        table.countEntries({ number, list: narrowList(id, 'unlisted') }),
        table.countEntries({ number, list: narrowList(id, 'private') }),
      ]);
      return { unlisted, private: hidden };
    },

    async listByPhoto(photoId) {
      return (await listAlbumPhotoItems(table, photoId, maxAlbums)).map(albumIdOf);
    },
  };
}

export function createDynamoAlbums(table: Table): AlbumStore {
  return {
    ...createAlbumLists(table),
    ...createAlbumPhotos(table),

    async insert(album) {
      const item = { ...albumKey(album.id), ...albumAttributes(album), ...emptyExtent, version: 1 };
      if (!(await table.writeExactlyOnce(put(item, isAbsent))))
        throw new AppError('conflict', 'An album with this id already exists.');
    },

    async find(id) {
      const item = await table.get(albumKey(id));
      return item && toAlbum(item);
    },

    change: (id, change) =>
      table.retryOnConflict(albumKey(id), () => changeAlbumOnce(table, albumKey(id), change)),

    remove: (id) => table.retryOnConflict(albumKey(id), () => removeOnce(table, id)),

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
 * Removes the photos' positions before the album, so that a crash leaves an album that can be removed again. Returns
 * undefined if another write intervened.
 */
async function removeOnce(table: Table, id: AlbumId): Promise<boolean | undefined> {
  const number = albumPhotoLists.all;
  const wholeAlbum = { number, lists: [wholeAlbumList(id)], limit: maxWrites - 1 };
  for (;;) {
    const keys = await readFirst(table, wholeAlbum, loadItems(table, { number, isMoving: true }, keyOf));
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
  return (await table.writeExactlyOnce(remove(albumKey(id), isBare))) || undefined;
}
