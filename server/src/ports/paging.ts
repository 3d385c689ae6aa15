/** Keyset paging: the cursor is the adapter's own, opaque, and stays right while rows arrive. */
export type PageRequest = { cursor?: string | undefined; limit: number };
export type Page<Item> = { items: Item[]; nextCursor?: string };
