import {
  createSqlAccounts,
  createSqlAlbums,
  createSqlLikes,
  createSqlPhotos,
  type Database,
} from '../server/src/adapters/sql/index.ts';
import type { PhotoId } from '../server/src/domain/ids.ts';
import type { Page, PageRequest } from '../server/src/ports/paging.ts';
import { collector } from './fill-for-growth.ts';

export type List = (request: PageRequest) => Promise<Page<unknown>>;

/** Every list of photos, as the routes read it; likes and albums give ids, by which the photos are then read. */
export async function createLists(database: Database): Promise<Record<string, List>> {
  const photos = createSqlPhotos(database);
  const likes = createSqlLikes(database);
  const albums = createSqlAlbums(database);
  const owner = await createSqlAccounts(database).findByUsername(collector);
  if (!owner) throw new Error(`there is no ${collector}`);
  const ownerId = owner.id;
  const [album] = (await albums.listByOwner({ ownerId, limit: 1 })).items;
  if (!album) throw new Error(`${collector} has no album`);

  const withPhotos = async <Item>(page: Page<Item>, idOf: (item: Item) => PhotoId) => {
    await photos.findMany(page.items.map(idOf));
    return page;
  };
  return {
    feed: (request) => photos.listPublic(request),
    tag: (request) => photos.listPublic({ ...request, tag: 'sea' }),
    profile: (request) => photos.listPublicByOwner({ ...request, ownerId }),
    'own gallery': (request) => photos.listByOwner({ ...request, ownerId }),
    'own gallery, public ones': (request) =>
      photos.listByOwner({ ...request, ownerId, status: 'ready', visibility: 'public' }),
    'own gallery, a tag': (request) => photos.listByOwner({ ...request, ownerId, tag: 'sea' }),
    trash: (request) => photos.listTrash({ ...request, ownerId }),
    likes: async (request) =>
      withPhotos(await likes.listByAccount({ ...request, accountId: ownerId }), ({ photoId }) => photoId),
    album: async (request) =>
      withPhotos(
        await albums.listPhotos({ ...request, albumId: album.id, audience: 'linked' }),
        (photoId) => photoId,
      ),
  };
}
