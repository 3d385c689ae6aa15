import type { AccountId } from '../../domain/ids.ts';
import type { Photo, PhotoStatus, Visibility } from '../../domain/photo.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PageRequest } from '../../ports/paging.ts';
import type { OwnerFilter, PhotoStore } from '../../ports/photos.ts';
import { allShards, beforeMoment, feedShards } from './keys.ts';
import { type LoadEntries, loadItems, readFirst, readPage } from './lists.ts';
import { loadTagged } from './load-tagged.ts';
import { listOwnTags } from './own-tags.ts';
import { listNames, photoLists, storedTagKey, toPhoto } from './photo-item.ts';
import type { Table } from './table.ts';
import type { ListNumber } from './table-shape.ts';

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
        ? page('gallery', photoLists.gallery, [listNames.gallery(ownerId, tag)], request, { tag })
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

/** One for each pair of status and visibility that fits: at most four. */
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
