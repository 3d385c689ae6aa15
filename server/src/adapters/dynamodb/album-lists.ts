import type { AlbumId } from '../../domain/ids.ts';
import type { AlbumAudience, AlbumStore, AlbumSummary } from '../../ports/albums.ts';
import { albumOfPlace, listPlacesOf, listsOfAlbum, narrowList, placeLists } from './album-place-item.ts';
import { loadItems, readEntries, readPage } from './lists.ts';
import { idOfPhoto } from './photo-item.ts';
import type { Table } from './table.ts';

const maxAlbums = 100;

export function createAlbumLists(
  table: Table,
): Pick<AlbumStore, 'listPhotos' | 'summarize' | 'countRestricted' | 'listByPhoto'> {
  // One that is put elsewhere just now is found where it was rather than nowhere.
  const load = (audience: AlbumAudience) =>
    loadItems(table, { number: placeLists[audience], isMoving: true }, idOfPhoto);

  async function summarize(albumId: AlbumId, audience: AlbumAudience): Promise<AlbumSummary> {
    const number = placeLists[audience];
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
          number: placeLists[audience],
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
      const number = placeLists.narrow;
      const [unlisted, hidden] = await Promise.all([
        table.countEntries({ number, list: narrowList(id, 'unlisted') }),
        table.countEntries({ number, list: narrowList(id, 'private') }),
      ]);
      return { unlisted, private: hidden };
    },

    async listByPhoto(photoId) {
      return (await listPlacesOf(table, photoId, maxAlbums)).map(albumOfPlace);
    },
  };
}
