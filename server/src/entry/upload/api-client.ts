import { setTimeout as wait } from 'node:timers/promises';
import type { apiBase as ContractBase } from '@vitrine/contract/api.ts';
import { CommandError } from '../terminal.ts';
import { ApiError, causeOf, describeForeignAnswer, isBrokenConnection, withRetries } from './api-error.ts';

const apiBase: typeof ContractBase = '/api/v1';
const jsonTimeout = 60_000;

export type Credentials = { token: string } | { login: string; password: string };

export type ApiClient = AsyncDisposable & {
  url: string;
  /** `Answer` is the contract’s type for the route. Throws an `ApiError` if the server refuses. */
  call<Answer>(method: string, path: string, body?: unknown): Promise<Answer>;
};

type Options = { url: string; credentials: Credentials; delay?: (milliseconds: number) => Promise<unknown> };

/** A client of Vitrine’s HTTP API that retries while the server is busy or out of reach. */
export async function createApiClient({ url, credentials, delay = wait }: Options): Promise<ApiClient> {
  const headers = new Headers({ accept: 'application/json', 'user-agent': 'vitrine-upload' });
  if ('token' in credentials) headers.set('authorization', `Bearer ${credentials.token}`);

  const send = (method: string, path: string, body?: unknown) =>
    withRetries(delay, async () => {
      const sent = new Headers(headers);
      if (body !== undefined) sent.set('content-type', 'application/json');
      const response = await fetch(`${url}${apiBase}${path}`, {
        method,
        headers: sent,
        // A redirect would turn a change into a GET.
        redirect: 'manual',
        signal: AbortSignal.timeout(jsonTimeout),
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw await ApiError.from(response);
      const text = await response.text();
      return { response, body: text ? parseAnswer(response, text) : undefined };
    });

  if ('login' in credentials) {
    const { response } = await reach(url, () => send('POST', '/session', credentials));
    const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
    headers.set('cookie', cookies.join('; '));
  }
  return {
    url,
    async call<Answer>(method: string, path: string, body?: unknown) {
      // The server answers by the same contract.
      return (await reach(url, () => send(method, path, body))).body as Answer;
    },
    async [Symbol.asyncDispose]() {
      if ('login' in credentials) await send('DELETE', '/session').catch(() => undefined);
    },
  };
}

/* A log-in page in front of Vitrine answers 200 as well. */
function parseAnswer(response: Response, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const { status } = response;
    const message = describeForeignAnswer(response, { text });
    throw new ApiError(message, { status, code: undefined, retryAfter: undefined, isForeign: true });
  }
}

async function reach<Result>(url: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ApiError) throw error;
    if (!isBrokenConnection(error)) throw error;
    throw new CommandError(`Nothing answers at ${url}: ${causeOf(error)}`);
  }
}
