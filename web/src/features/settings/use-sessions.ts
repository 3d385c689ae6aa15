import { queryOptions } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';

export const sessionsKey = ['/me/sessions'];

export const sessionsQuery = queryOptions({
  queryKey: sessionsKey,
  queryFn: ({ signal }) => answer(api.GET('/me/sessions', { signal })),
});

export const endSession = (id: string) =>
  answer(api.DELETE('/me/sessions/{id}', { params: { path: { id } } }));
