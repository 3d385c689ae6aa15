import { maxWrites, type Table } from './table.ts';
import type { Write } from './writes.ts';

/**
 * In one transaction, `entries` being all that may be done ahead of `core`: where there are more writes than a
 * transaction takes, the first of them go before, as long as `guard` holds. Where that ends half way, the core still
 * is as it was, and whoever does it again does all of it again.
 */
export async function writeInOrder(
  table: Table,
  { entries, core, guard }: { entries: readonly Write[]; core: readonly Write[]; guard: Write },
): Promise<ReadonlySet<Write>> {
  let rest = entries;
  while (rest.length + core.length > maxWrites) {
    const failed = await table.transact([guard, ...rest.slice(0, maxWrites - 1)]);
    if (failed.size > 0) return failed;
    rest = rest.slice(maxWrites - 1);
  }
  return table.transact([...core, ...rest]);
}
