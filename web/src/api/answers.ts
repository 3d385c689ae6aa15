import type { QueryClient } from '@tanstack/react-query';
import { problemFrom } from './api-problem.ts';
import type { ListPage } from './types.ts';

/** What the server has read already, by API address below the base. */
export type Answers = Record<string, { status: number; body: unknown }>;

/** Puts answers where the queries look for them, so that neither side reads them again. */
export function seedAnswers(client: QueryClient, answers: Answers) {
  for (const [address, { status, body }] of Object.entries(answers)) {
    const queryKey = [address];
    if (status === 200) {
      client.setQueryData(queryKey, isListPage(body) ? { pages: [body], pageParams: [null] } : body);
      continue;
    }
    const error = problemFrom(status, body);
    client
      .getQueryCache()
      .build(client, { queryKey })
      .setState({ status: 'error', error, errorUpdateCount: 1, errorUpdatedAt: Date.now() });
  }
}

const isListPage = (body: unknown): body is ListPage<unknown> =>
  typeof body === 'object' && body !== null && 'items' in body && 'nextCursor' in body;
