import { tagKey } from '@vitrine/contract/forms.ts';

const most = 8;

/** Known tags for what is typed, without those that are there: first those that begin with it, then those that hold it. */
export function suggestTags(known: readonly string[], present: readonly string[], typed: string): string[] {
  const sought = tagKey(typed.trim());
  if (sought === '') return [];
  const keys = new Set(present.map(tagKey));
  const found = known.filter((tag) => !keys.has(tagKey(tag)) && tagKey(tag).includes(sought));
  const isFirst = (tag: string) => tagKey(tag).startsWith(sought);
  return [...found.filter(isFirst), ...found.filter((tag) => !isFirst(tag))].slice(0, most);
}
