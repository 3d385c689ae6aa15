import type { AccountId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';
import { allPages } from '../../ports/paging.ts';

const pageSize = 200;
const mostCounted = 1000;

/** Exact up to a thousand, which nearly always is one read. */
export async function countPublicAlbums(ports: Pick<Ports, 'albums'>, ownerId: AccountId): Promise<number> {
  const pages = allPages((cursor) =>
    ports.albums.listByOwner({ ownerId, publicOnly: true, cursor, limit: pageSize }),
  );
  let count = 0;
  for await (const albums of pages) {
    count += albums.length;
    if (count >= mostCounted) break;
  }
  return count;
}
