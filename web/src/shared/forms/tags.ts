import { queryOptions } from '@tanstack/react-query';
import { tagKey } from '@vitrine/contract/formats.ts';
import { api } from '../../api/client.ts';
import { unwrap } from '../../api/request.ts';

/** Reads tags separated by commas. */
export const readTags = (text: string): string[] =>
  text
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean);

/** Adds tags once each, ignoring case. Present tags keep their spelling. */
export function addTagsTo(tags: readonly string[], added: readonly string[]): string[] {
  const byKey = new Map<string, string>();
  for (const tag of [...tags, ...added]) if (!byKey.has(tagKey(tag))) byKey.set(tagKey(tag), tag);
  return [...byKey.values()];
}

export function removeTagsFrom(tags: readonly string[], removed: readonly string[]): string[] {
  const keys = new Set(removed.map(tagKey));
  return tags.filter((tag) => !keys.has(tagKey(tag)));
}

const maxSuggestions = 8;

/** Suggests known tags that are not yet present: first those that start with the text, then those that contain it. */
export function suggestTags(known: readonly string[], present: readonly string[], typed: string): string[] {
  const sought = tagKey(typed.trim());
  if (sought === '') return [];
  const keys = new Set(present.map(tagKey));
  const found = known.filter((tag) => !keys.has(tagKey(tag)) && tagKey(tag).includes(sought));
  const isFirst = (tag: string) => tagKey(tag).startsWith(sought);
  return [...found.filter(isFirst), ...found.filter((tag) => !isFirst(tag))].slice(0, maxSuggestions);
}

/** The tags of all photos of the user. */
export const ownTagsQuery = queryOptions({
  queryKey: ['/me/tags'],
  queryFn: async ({ signal }) => (await unwrap(api.GET('/me/tags', { signal }))).items,
});
