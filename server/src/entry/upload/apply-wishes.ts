import { maxTagsPerPhoto } from '@vitrine/contract/limits.ts';
import type { components, paths } from '@vitrine/contract/openapi-types';
import { tagKey } from '../../domain/photo.ts';
import type { ApiClient } from './api-client.ts';

type Photo = components['schemas']['Photo'];
type Bulk = paths['/photos/bulk']['post'];
type BulkRequest = NonNullable<Bulk['requestBody']>['content']['application/json'];
type BulkAnswer = Bulk['responses'][200]['content']['application/json'];

export type Wishes = { visibility?: Photo['visibility']; tags?: string[] };
export type AppliedWishes =
  | { outcome: 'changed' | 'unchanged' }
  /** What else was asked for may be done. */
  | { outcome: 'refused'; reason: string };

/** Gives a photo that was there before who is to see it and the tags, as far as it lacks them. It keeps the tags that it has. */
export async function applyWishes(
  client: Pick<ApiClient, 'call'>,
  photo: Pick<Photo, 'id' | 'visibility' | 'tags'>,
  { visibility, tags = [] }: Wishes,
): Promise<AppliedWishes> {
  const present = new Set(photo.tags.map(tagKey));
  const lacking = tags.filter((tag) => !present.has(tagKey(tag)));
  // Who sees it comes first: it matters more, and each second.
  const changes: Omit<BulkRequest, 'photoIds'>[] = [
    ...(visibility && visibility !== photo.visibility ? [{ action: 'visibility' as const, visibility }] : []),
    ...(lacking.length > 0 ? [{ action: 'addTags' as const, tags: lacking }] : []),
  ];
  for (const change of changes) {
    const request: BulkRequest = { photoIds: [photo.id], ...change };
    const { results } = await client.call<BulkAnswer>('POST', '/photos/bulk', request);
    const failure = results.find(({ ok }) => !ok);
    if (failure) return { outcome: 'refused', reason: reasonOf(failure.code) };
  }
  return { outcome: changes.length > 0 ? 'changed' : 'unchanged' };
}

const reasonOf = (code: string | undefined) =>
  code === 'quota-exceeded'
    ? `It is there already, and has no room for these tags: a photo may have at most ${maxTagsPerPhoto}.`
    : 'It was there already, and was deleted in this moment. Upload it again.';
