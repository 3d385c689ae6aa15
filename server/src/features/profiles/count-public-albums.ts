import type { AccountId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';

const pageSize = 200;
const mostCounted = 1000;

/** Exact up to a thousand, which nearly always is one read. */
export async function countPublicAlbums(ports: Pick<Ports, 'albums'>, ownerId: AccountId): Promise<number> {
  let count = 0;
  let cursor: string | undefined;
  do {
    const page = await ports.albums.listByOwner({ ownerId, publicOnly: true, cursor, limit: pageSize });
    count += page.items.length;
    cursor = page.nextCursor;
  } while (cursor && count < mostCounted);
  return count;
}
