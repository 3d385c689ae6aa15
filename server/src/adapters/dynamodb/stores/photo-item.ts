import type { AccountId, PhotoId } from '../../../domain/ids.ts';
import { claimsChecksum, feedPosition, type Photo, tagKey } from '../../../domain/photo.ts';
import { decodePhoto } from '../../../ports/stored.ts';
import {
  feedShards,
  type Key,
  keyText,
  type Lists,
  listAttributes,
  shardOf,
  timeKey,
} from '../table/keys.ts';
import { type Item, put, type Value, type Write } from '../table/writes.ts';

/** One partition holds a photo, its tags, its likes and its positions in albums. */
export const photoPartition = (id: PhotoId) => `photo#${keyText(id)}`;
export const photoKey = (id: PhotoId): Key => ({ pk: photoPartition(id), sk: 'photo' });
export const idOfPhoto = ({ pk }: Key) => pk.slice('photo#'.length) as PhotoId;

/** The item that names the photo with a checksum, for each owner. */
export const claimKey = (ownerId: AccountId, sha256: string): Key => ({
  pk: `checksum#${keyText(ownerId)}#${keyText(sha256)}`,
  sk: 'claim',
});
export const claimOf = (photo: Photo): Key | undefined =>
  photo.sha256 !== undefined && claimsChecksum(photo) ? claimKey(photo.ownerId, photo.sha256) : undefined;

/** The lists of each index. Indexes 1, 3 and 4 also hold the photo's tags. */
export const photoLists = {
  /** Public photos, or photos with a pending status. */
  feed: 1,
  waiting: 1,
  /** Public photos of one owner, or trashed photos of all owners. */
  profile: 2,
  trashed: 2,
  /** Photos of one owner, outside the trash or in it. */
  library: 3,
  trash: 3,
  /** Photos of one owner outside the trash, by status and visibility. */
  sifted: 4,
  owned: 5,
  all: 6,
} as const;

type Sifted = Pick<Photo, 'ownerId' | 'status' | 'visibility'>;

export const listNames = {
  feed: 'feed',
  all: 'photos',
  trashed: 'trashed',
  waiting: (status: string) => `waiting#${status}`,
  profile: (ownerId: AccountId) => `profile#${keyText(ownerId)}`,
  trash: (ownerId: AccountId) => `trash#${keyText(ownerId)}`,
  owned: (ownerId: AccountId) => `owned#${keyText(ownerId)}`,
  tag: (tag: string) => `tag#${tag}`,
  /** With a tag: only the photos that have it. */
  library: (ownerId: AccountId, tag?: string) =>
    `gallery#${keyText(ownerId)}${tag === undefined ? '' : `#${tag}`}`,
  sifted: ({ ownerId, status, visibility }: Sifted, tag?: string) =>
    `sifted#${keyText(ownerId)}#${status}#${visibility}${tag === undefined ? '' : `#${tag}`}`,
};

function listsOfPhoto(photo: Photo): Lists {
  const { id, ownerId, status } = photo;
  const shard = shardOf(id, feedShards);
  const feedAt = feedPosition(photo);
  const sharded = (list: string, at: number) => ({ list: `${list}#${shard}`, at: timeKey(at, id) });
  const lists: Lists = {
    [photoLists.owned]: { list: listNames.owned(ownerId), at: id },
    [photoLists.all]: { list: `${listNames.all}#${shard}`, at: id },
  };
  if (feedAt !== undefined) {
    lists[photoLists.feed] = sharded(listNames.feed, feedAt);
    lists[photoLists.profile] = { list: listNames.profile(ownerId), at: timeKey(feedAt, id) };
  } else if (status !== 'ready')
    lists[photoLists.waiting] = sharded(listNames.waiting(status), photo.statusSince);
  if (photo.trashedAt === undefined) {
    lists[photoLists.library] = { list: listNames.library(ownerId), at: timeKey(photo.createdAt, id) };
    lists[photoLists.sifted] = { list: listNames.sifted(photo), at: timeKey(photo.createdAt, id) };
  } else {
    lists[photoLists.trashed] = sharded(listNames.trashed, photo.trashedAt);
    lists[photoLists.trash] = { list: listNames.trash(ownerId), at: timeKey(photo.trashedAt, id) };
  }
  return lists;
}

export function listsOfTag(photo: Photo, tag: string): Lists {
  const feedAt = feedPosition(photo);
  const inLibrary = (list: string) =>
    photo.trashedAt === undefined ? { list, at: timeKey(photo.createdAt, photo.id) } : undefined;
  return {
    [photoLists.feed]:
      feedAt === undefined ? undefined : { list: listNames.tag(tag), at: timeKey(feedAt, photo.id) },
    [photoLists.library]: inLibrary(listNames.library(photo.ownerId, tag)),
    [photoLists.sifted]: inLibrary(listNames.sifted(photo, tag)),
  };
}

export const storedTagKey = (tag: string) => keyText(tagKey(tag));
export const storedTagsOf = (photo: Photo) => [...new Set(photo.tags.map(storedTagKey))];

export const tagItemKey = (id: PhotoId, tag: string): Key => ({ pk: photoPartition(id), sk: `tag#${tag}` });
export const tagOfItem = ({ sk }: Key) => sk.slice('tag#'.length);
export const putTag = (photo: Photo, tag: string): Write =>
  put({ ...tagItemKey(photo.id, tag), ...listAttributes(listsOfTag(photo, tag)) });

/** The tags that an owner has used. Listing them looks for a photo of each and forgets unused ones. */
export const ownTagsPartition = (ownerId: AccountId) => `own-tags#${keyText(ownerId)}`;
export const putOwnTag = ({ ownerId }: Photo, tag: string): Write =>
  put({ pk: ownTagsPartition(ownerId), sk: tag });

/** The attributes that a change of the photo writes. Likes are counted separately. */
export function photoAttributes(photo: Photo): Record<string, Value | undefined> {
  const { likeCount: _, ...rest } = photo;
  return { value: JSON.stringify(rest), ...listAttributes(listsOfPhoto(photo)) };
}

export const toPhoto = (item: Item): Photo => ({
  ...decodePhoto(JSON.parse(String(item.value))),
  likeCount: Number(item.likeCount ?? 0),
});
