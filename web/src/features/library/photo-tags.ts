import { tagKey } from '@vitrine/contract/formats.ts';
import type { Photo } from '../../api/types.ts';
import { removeTagsFrom } from '../../shared/forms/tags.ts';

export type TagsChange = { action: 'addTags' | 'removeTags'; tags: string[] };
export type TagsUndo = { photoIds: string[]; change: TagsChange };

/** Returns the requests that restore the photos' present tags after a bulk change. */
export function invertTagsChange(photos: readonly Photo[], { action, tags: named }: TagsChange): TagsUndo[] {
  const keys = new Set(named.map(tagKey));
  const changedOf = ({ tags }: Photo) =>
    action === 'addTags' ? removeTagsFrom(named, tags) : tags.filter((tag) => keys.has(tagKey(tag)));
  const alike = Map.groupBy(photos, (photo) => JSON.stringify(changedOf(photo)));
  return [...alike.values()].flatMap((group) => {
    const tags = group[0] ? changedOf(group[0]) : [];
    if (tags.length === 0) return [];
    const photoIds = group.map(({ id }) => id);
    return [{ photoIds, change: { action: action === 'addTags' ? 'removeTags' : 'addTags', tags } }];
  });
}

/** Counts the tags of photos, the most frequent first. */
export function countTags(photos: readonly Photo[]): [tag: string, count: number][] {
  const counts = new Map<string, number>();
  for (const tag of photos.flatMap((photo) => photo.tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].sort(([one, few], [other, many]) => many - few || one.localeCompare(other));
}
