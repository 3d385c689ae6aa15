import { queryOptions } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';

/** The tags of all of one's own photos. */
export const ownTagsQuery = queryOptions({
  queryKey: ['/me/tags'],
  queryFn: async ({ signal }) => (await answer(api.GET('/me/tags', { signal }))).items,
});
