/** Keyset paging. Cursors are opaque, belong to the adapter and stay valid while rows arrive. */
export type PageRequest = { cursor?: string | undefined; limit: number };
export type Page<Item> = { items: Item[]; nextCursor?: string };

/** Yields every page. Requests the next one when the caller has processed the last. */
export async function* allPages<Item>(
  list: (cursor: string | undefined) => Promise<Page<Item>>,
): AsyncGenerator<Item[]> {
  let cursor: string | undefined;
  do {
    const page = await list(cursor);
    yield page.items;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}
