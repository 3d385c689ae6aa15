import './dom.mjs';
import { setTimeout as sleep } from 'node:timers/promises';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, type ReactNode } from 'react';
import { createQueryClient, type PageResponses, seedQueries } from '../api/query-client.ts';
import { ToastProvider } from '../ui/toast.tsx';
import { type Rendered, render } from './render.tsx';

export type SentRequest = { method: string; path: string; body: unknown };

export type MockAnswer = { status?: number; body: unknown };

/** Records the requests of this test file to the API, and answers each by the function. */
export function mockApi(answer: (request: SentRequest) => Promise<MockAnswer>) {
  const requests: SentRequest[] = [];
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const text = await request.text();
    const sent = {
      method: request.method,
      path: new URL(request.url).pathname.replace('/api/v1', ''),
      body: text ? JSON.parse(text) : undefined,
    };
    requests.push(sent);
    const { status = 200, body } = await answer(sent);
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    return Response.json(body, { status, headers: { 'content-type': type } });
  };
  return { takeRequests: () => requests.splice(0) };
}

/** Renders a part of a page as the app does: with toasts, and with answers that the server has given already. */
export function renderInApp(element: ReactNode, answers: PageResponses = {}): Rendered {
  const client = createQueryClient();
  // Its timers would keep the test process alive.
  client.setDefaultOptions({
    ...client.getDefaultOptions(),
    mutations: { networkMode: 'always', gcTime: Number.POSITIVE_INFINITY },
  });
  seedQueries(client, answers);
  const wrap = (inner: ReactNode) => (
    <QueryClientProvider client={client}>
      <ToastProvider>{inner}</ToastProvider>
    </QueryClientProvider>
  );
  const rendered = render(wrap(element));
  return {
    ...rendered,
    update: (next) => rendered.update(wrap(next)),
    [Symbol.dispose]() {
      rendered[Symbol.dispose]();
      client.clear();
    },
  };
}

/** Renders what was announced in a microtask: a mutation that has begun. */
export const flush = () => act(async () => undefined);

/** Waits until requests under way are answered and rendered. */
export const settle = () => act(() => sleep(20));
