import type { AccountId } from '../../domain/ids.ts';
import { days, type Timestamp } from '../../domain/time.ts';
import { readFirst } from './lists.ts';
import { loadTagged } from './load-tagged.ts';
import { listNames, ownTagsPartition, photoLists, storedTagKey, tagOfItem } from './photo-item.ts';
import type { Table } from './table.ts';
import { type Item, isPresent, remove, update, when } from './writes.ts';

type Request = { ownerId: AccountId; limit: number; now: Timestamp };

const number = photoLists.gallery;
const lookedForAtOnce = 50;
/* Far longer than an index lags behind, or a photo comes after its tags. */
const forgottenAfter = days(1);

/**
 * The tags of an owner's photos outside the trash, by name. Known are those that were used lately; so many of them at
 * once are looked for among the photos, until enough were found. Each is written as on the newest photo that has it.
 */
export async function listOwnTags(table: Table, { ownerId, limit, now }: Request): Promise<string[]> {
  const found: string[] = [];
  let after: string | undefined;
  do {
    const known = await table.listItems(ownTagsPartition(ownerId), { after, limit: lookedForAtOnce });
    const tags = known.map(({ sk }) => sk);
    const names = await findNames(table, ownerId, tags);
    found.push(...tags.flatMap((tag) => names.get(tag) ?? []));
    const unused = known.filter(({ sk }) => !names.has(sk));
    await Promise.all(unused.map((item) => forget(table, item, now)));
    after = known.length < lookedForAtOnce ? undefined : tags.at(-1);
  } while (after !== undefined && found.length < limit);
  return found.slice(0, limit);
}

/** Of the tags that a photo has. */
async function findNames(
  table: Table,
  ownerId: AccountId,
  tags: readonly string[],
): Promise<Map<string, string>> {
  const lists = tags.map((tag) => listNames.gallery(ownerId, tag));
  const newest = await Promise.all(lists.map((list) => table.listEntries({ number, list, limit: 1 })));
  const entries = newest.flat();
  const load = loadTagged(table, number);
  const photos = await load(entries);
  const names = new Map<string, string>();
  const nameTag = async (entry: (typeof entries)[number], index: number) => {
    const { list, at: after } = entry;
    // An index lags behind: the next photo may still have it.
    const photo =
      photos[index] ?? (await readFirst(table, { number, lists: [list], after, limit: 1 }, load))[0];
    const tag = tagOfItem(entry);
    const name = photo?.tags.find((text) => storedTagKey(text) === tag);
    if (name !== undefined) names.set(tag, name);
  };
  await Promise.all(entries.map(nameTag));
  return names;
}

/** Once nobody found it for long. Whoever gives it to a photo puts it anew, without `unusedSince`. */
async function forget(table: Table, item: Item, now: Timestamp): Promise<void> {
  if (item.unusedSince === undefined) {
    await table.write(update(item, { set: { unusedSince: now } }, isPresent));
    return;
  }
  const unusedSince = Number(item.unusedSince);
  if (now - unusedSince >= forgottenAfter)
    await table.write(remove(item, when('#unusedSince = :unusedSince', { unusedSince })));
}
