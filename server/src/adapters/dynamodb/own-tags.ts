import type { AccountId } from '../../domain/ids.ts';
import { readFirst } from './lists.ts';
import { loadTagged } from './load-tagged.ts';
import { listNames, ownTagsPartition, photoLists, storedTagKey, tagOfItem } from './photo-item.ts';
import type { Table } from './table.ts';

const number = photoLists.gallery;
const lookedForAtOnce = 50;

/**
 * The tags of an owner's photos outside the trash, by name. Known are those that were ever used; so many of them at once
 * are looked for among the photos, until enough were found. Each is written as on the newest photo that has it.
 */
export async function listOwnTags(
  table: Table,
  { ownerId, limit }: { ownerId: AccountId; limit: number },
): Promise<string[]> {
  const found: string[] = [];
  let after: string | undefined;
  do {
    const known = await table.listItems(ownTagsPartition(ownerId), { after, limit: lookedForAtOnce });
    const tags = known.map(({ sk }) => sk);
    const lists = tags.map((tag) => listNames.gallery(ownerId, tag));
    found.push(...(await findNames(table, lists)));
    after = known.length < lookedForAtOnce ? undefined : tags.at(-1);
  } while (after !== undefined && found.length < limit);
  return found.slice(0, limit);
}

async function findNames(table: Table, lists: readonly string[]): Promise<string[]> {
  const load = loadTagged(table, number);
  const newest = await Promise.all(lists.map((list) => table.listEntries({ number, list, limit: 1 })));
  const entries = newest.flat();
  const photos = await load(entries);
  const names = entries.map(async (entry, index) => {
    const { list, at: after } = entry;
    // An index lags behind: the next photo may still have it.
    const photo =
      photos[index] ?? (await readFirst(table, { number, lists: [list], after, limit: 1 }, load))[0];
    return photo?.tags.find((text) => storedTagKey(text) === tagOfItem(entry));
  });
  return (await Promise.all(names)).filter((name) => name !== undefined);
}
