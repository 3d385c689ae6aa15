import { queryOptions } from '@tanstack/react-query';
import { tagKey } from '@vitrine/contract/forms.ts';
import { api } from '../../api/client.ts';
import { unwrap } from '../../api/request.ts';

/** The tags of all of one's own photos. */
export const ownTagsQuery = queryOptions({
  queryKey: ['/me/tags'],
  queryFn: async ({ signal }) => (await unwrap(api.GET('/me/tags', { signal }))).items,
});

const maxSuggestions = 8;

/** Known tags for what is typed, without those that are there: first those that begin with it, then those that hold it. */
export function suggestTags(known: readonly string[], present: readonly string[], typed: string): string[] {
  const sought = tagKey(typed.trim());
  if (sought === '') return [];
  const keys = new Set(present.map(tagKey));
  const found = known.filter((tag) => !keys.has(tagKey(tag)) && tagKey(tag).includes(sought));
  const isFirst = (tag: string) => tagKey(tag).startsWith(sought);
  return [...found.filter(isFirst), ...found.filter((tag) => !isFirst(tag))].slice(0, maxSuggestions);
}

/** As they are typed, between commas. */
export const readTags = (text: string): string[] =>
  text
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean);

/** Each once: one that is there already stays as it is written. */
export function addTagsTo(tags: readonly string[], added: readonly string[]): string[] {
  const byKey = new Map<string, string>();
  for (const tag of [...tags, ...added]) if (!byKey.has(tagKey(tag))) byKey.set(tagKey(tag), tag);
  return [...byKey.values()];
}

export function removeTagsFrom(tags: readonly string[], removed: readonly string[]): string[] {
  const keys = new Set(removed.map(tagKey));
  return tags.filter((tag) => !keys.has(tagKey(tag)));
}
