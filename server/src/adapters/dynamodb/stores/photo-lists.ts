import type { AccountId } from '../../../domain/ids.ts';
import type { Photo, PhotoStatus, Visibility } from '../../../domain/photo.ts';
import { days, type Timestamp } from '../../../domain/time.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { PageRequest } from '../../../ports/paging.ts';
import type { OwnerFilter, PhotoStore } from '../../../ports/photos.ts';
import { allShards, beforeMoment, feedShards, type ListNumber } from '../table/keys.ts';
import { type LoadEntries, loadItems, readFirst, readPage } from '../table/lists.ts';
import type { Table } from '../table/table.ts';
import { type Item, isPresent, remove, update, when } from '../table/writes.ts';
import {
  idOfPhoto,
  listNames,
  listsOfTag,
  ownTagsPartition,
  photoKey,
  photoLists,
  storedTagKey,
  storedTagsOf,
  tagOfItem,
  toPhoto,
} from './photo-item.ts';

type TagRequest = { ownerId: AccountId; limit: number; now: Timestamp };

const libraryList = photoLists.library;
const lookedForAtOnce = 50;
/* Much longer than the lag of an index, or the time between writing tags and their photo. */
const forgottenAfter = days(1);

/**
 * Lists the tags of an owner's photos outside the trash, sorted by name. Looks up a batch of known tags at a time
 * until enough have a photo. Each tag is spelled as on the newest photo that has it.
 */
export async function listOwnTags(table: Table, { ownerId, limit, now }: TagRequest): Promise<string[]> {
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

/** Maps each tag that a photo still has to its spelling. */
async function findNames(
  table: Table,
  ownerId: AccountId,
  tags: readonly string[],
): Promise<Map<string, string>> {
  const lists = tags.map((tag) => listNames.library(ownerId, tag));
  const newest = await Promise.all(
    lists.map((list) => table.listEntries({ number: libraryList, list, limit: 1 })),
  );
  const entries = newest.flat();
  const load = loadTagged(table, libraryList);
  const photos = await load(entries);
  const names = new Map<string, string>();
  const nameTag = async (entry: (typeof entries)[number], index: number) => {
    const { list, at: after } = entry;
    // The index lags behind: the next photo may still have the tag.
    const photo =
      photos[index] ??
      (await readFirst(table, { number: libraryList, lists: [list], after, limit: 1 }, load))[0];
    const tag = tagOfItem(entry);
    const name = photo?.tags.find((text) => storedTagKey(text) === tag);
    if (name !== undefined) names.set(tag, name);
  };
  await Promise.all(entries.map(nameTag));
  return names;
}

/** Removes a tag that has been unused for a day. Adding it to a photo writes it again without `unusedSince`. */
async function forget(table: Table, item: Item, now: Timestamp): Promise<void> {
  if (item.unusedSince === undefined) {
    await table.write(update(item, { set: { unusedSince: now } }, isPresent));
    return;
  }
  const unusedSince = Number(item.unusedSince);
  if (now - unusedSince >= forgottenAfter)
    await table.write(remove(item, when('#unusedSince = :unusedSince', { unusedSince })));
}

/** Loads photos by entries of their tags. The photo decides whether the entry still holds. */
const loadTagged =
  (table: Table, number: ListNumber): LoadEntries<Photo> =>
  async (entries) => {
    const items = await table.getMany(entries.map((entry) => photoKey(idOfPhoto(entry))));
    const photos = new Map(items.map((item) => [item.pk, toPhoto(item)]));
    return entries.map((entry) => {
      const tag = tagOfItem(entry);
      const photo = photos.get(entry.pk);
      if (!photo || !storedTagsOf(photo).includes(tag)) return undefined;
      const position = listsOfTag(photo, tag)[number];
      return position?.list === entry.list && position.at === entry.at ? photo : undefined;
    });
  };

type PhotoLists = Pick<PhotoStore, Extract<keyof PhotoStore, `list${string}`>>;

export function createPhotoLists(table: Table, clock: Clock): PhotoLists {
  const load = (number: ListNumber, tag?: string): LoadEntries<Photo> =>
    tag === undefined ? loadItems(table, { number }, toPhoto) : loadTagged(table, number);

  const page = (
    name: string,
    number: ListNumber,
    lists: readonly string[],
    { cursor, limit }: PageRequest,
    options: { tag?: string | undefined; isRising?: boolean } = {},
  ) =>
    readPage(
      table,
      { name, number, lists, cursor, limit, isRising: options.isRising },
      load(number, options.tag),
    );

  const firstBefore = (number: ListNumber, list: string, request: { before: number; limit: number }) => {
    const lists = allShards(list, feedShards);
    const before = beforeMoment(request.before);
    return readFirst(table, { number, lists, isRising: true, before, limit: request.limit }, load(number));
  };

  return {
    listPublic({ tag: text, ...request }) {
      if (text === undefined)
        return page('feed', photoLists.feed, allShards(listNames.feed, feedShards), request);
      const tag = storedTagKey(text);
      return page('tag', photoLists.feed, [listNames.tag(tag)], request, { tag });
    },

    listPublicByOwner: ({ ownerId, ...request }) =>
      page('profile', photoLists.profile, [listNames.profile(ownerId)], request),

    listByOwner({ ownerId, tag: text, status, visibility, ...request }) {
      const tag = text === undefined ? undefined : storedTagKey(text);
      return status === undefined && visibility === undefined
        ? page('gallery', photoLists.library, [listNames.library(ownerId, tag)], request, { tag })
        : page('gallery', photoLists.sifted, siftedLists({ ownerId, status, visibility }, tag), request, {
            tag,
          });
    },

    listTags: (request) => listOwnTags(table, { ...request, now: clock.now() }),

    listTrash: ({ ownerId, ...request }) =>
      page('trash', photoLists.trash, [listNames.trash(ownerId)], request),

    listTrashedBefore: (request) => firstBefore(photoLists.trashed, listNames.trashed, request),

    listWaiting: ({ status, ...request }) =>
      firstBefore(photoLists.waiting, listNames.waiting(status), request),

    listAll: (request) =>
      page('photos', photoLists.all, allShards(listNames.all, feedShards), request, { isRising: true }),

    listAllByOwner: ({ ownerId, ...request }) =>
      page('owned', photoLists.owned, [listNames.owned(ownerId)], request, { isRising: true }),
  };
}

const statuses: readonly PhotoStatus[] = ['uploading', 'processing', 'ready', 'rejected'];
const visibilities: readonly Visibility[] = ['public', 'unlisted', 'private'];

/** Returns one list for each matching pair of status and visibility: at most four. */
const siftedLists = (
  { ownerId, status, visibility }: OwnerFilter & { ownerId: AccountId },
  tag: string | undefined,
): string[] =>
  statuses
    .filter((one) => status === undefined || one === status)
    .flatMap((one) =>
      visibilities
        .filter((other) => visibility === undefined || other === visibility)
        .map((other) => listNames.sifted({ ownerId, status: one, visibility: other }, tag)),
    );
