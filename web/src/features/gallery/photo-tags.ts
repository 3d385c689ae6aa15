import { maxTagsPerPhoto } from '@vitrine/contract/limits.ts';
import type { Photo } from '../../api/types.ts';

/** Written differently, still the same tag. */
const keyOf = (tag: string) => tag.normalize('NFC').toLowerCase();

export function addTagsTo(tags: readonly string[], added: readonly string[]): string[] {
  const byKey = new Map([...added, ...tags].map((tag) => [keyOf(tag), tag]));
  const order = [...tags, ...added].map(keyOf);
  return [...new Set(order)].map((key) => byKey.get(key) ?? key).slice(0, maxTagsPerPhoto);
}

export function removeTagsFrom(tags: readonly string[], removed: readonly string[]): string[] {
  const keys = new Set(removed.map(keyOf));
  return tags.filter((tag) => !keys.has(keyOf(tag)));
}

export const readTags = (text: string): string[] =>
  text
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean);

export type TagsChange = { action: 'addTags' | 'removeTags'; tags: string[] };
export type TagsUndo = { photoIds: string[]; change: TagsChange };

/** What gives photos back the tags that they have here, once some were added to all or taken from all. */
export function undoTags(photos: readonly Photo[], { action, tags: named }: TagsChange): TagsUndo[] {
  const keys = new Set(named.map(keyOf));
  const changedOf = ({ tags }: Photo) =>
    action === 'addTags' ? removeTagsFrom(named, tags) : tags.filter((tag) => keys.has(keyOf(tag)));
  const alike = Map.groupBy(photos, (photo) => JSON.stringify(changedOf(photo)));
  return [...alike.values()].flatMap((group) => {
    const tags = group[0] ? changedOf(group[0]) : [];
    if (tags.length === 0) return [];
    const photoIds = group.map(({ id }) => id);
    return [{ photoIds, change: { action: action === 'addTags' ? 'removeTags' : 'addTags', tags } }];
  });
}

/** The tags of some photos, the most frequent first. */
export function countTags(photos: readonly Photo[]): [tag: string, count: number][] {
  const counts = new Map<string, number>();
  for (const tag of photos.flatMap((photo) => photo.tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].sort(([one, few], [other, many]) => many - few || one.localeCompare(other));
}
