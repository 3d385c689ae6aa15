/** Keyset paging: the cursor is the adapter's own, opaque, and stays right while rows arrive. */
export type PageRequest = { cursor?: string | undefined; limit: number };
export type Page<Item> = { items: Item[]; nextCursor?: string };

/** Every page, one after the other, each asked for once the one before was worked on. */
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
