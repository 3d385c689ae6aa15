import assert from 'node:assert/strict';
import { AppError } from '../../domain/errors.ts';
import type { Page, PageRequest } from '../paging.ts';

type ListPage<Item> = (request: PageRequest) => Promise<Page<Item>>;

/** Reads all pages. `between` runs after each. */
export async function readAllPages<Item>(
  list: ListPage<Item>,
  limit: number,
  between: () => Promise<unknown> = async () => undefined,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<Item> = await list({ cursor, limit });
    assert.ok(page.items.length <= limit);
    assert.ok(
      page.items.length === limit || page.nextCursor === undefined,
      'only the last page may be short',
    );
    items.push(...page.items);
    cursor = page.nextCursor;
    await between();
  } while (cursor);
  return items;
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

const forged = [
  'x',
  '!!!',
  encode({}),
  encode([]),
  encode(null),
  encode(['feed', 'now', 'id']),
  encode(['feed', 1e308, 'id']),
  encode(['feed', 1, { id: 1 }]),
  encode(['feed', 1, 'x'.repeat(10_000)]),
  'A'.repeat(100_000),
];

/** With `foreign`, also tests the cursor of another list. */
export async function assertRefusesForgedCursors<Item>(
  list: ListPage<Item>,
  foreign?: string,
): Promise<void> {
  for (const cursor of foreign === undefined ? forged : [...forged, foreign])
    await assert.rejects(
      list({ cursor, limit: 2 }),
      (error: unknown) =>
        error instanceof AppError && error.code === 'invalid-request' && error.errors?.[0]?.path === 'cursor',
      cursor.slice(0, 60),
    );
}
