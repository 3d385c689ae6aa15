import { setTimeout as wait } from 'node:timers/promises';
import type { apiBase as ContractBase } from '@vitrine/contract/api.ts';
import { fewestUploadParts, uploadPartBytes } from '@vitrine/contract/limits.ts';
import type { components } from '@vitrine/contract/openapi-types';
import { CommandError, formatBytes, terminalText } from '../terminal.ts';

const maxAttempts = 6;
const longestWait = 60_000;

/** Retries after half a second, one second, two … if nothing answers or the server has a temporary failure. */
export async function withRetries<Result>(
  delay: (milliseconds: number) => Promise<unknown>,
  work: () => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await work();
    } catch (error) {
      if (attempt === maxAttempts || !isPassing(error)) throw error;
      const asked = error instanceof ApiError ? (error.retryAfter ?? 0) * 1000 : 0;
      if (asked > longestWait) throw error;
      // Random jitter keeps clients from retrying at the same moment.
      const own = 500 * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
      await delay(Math.max(asked, own));
    }
}

function isPassing(error: unknown): boolean {
  if (error instanceof ApiError) return error.status >= 500 || error.status === 429 || error.status === 408;
  return isBrokenConnection(error);
}

/** True for the errors that `fetch` throws if no answer comes, or none in time. */
export const isBrokenConnection = (error: unknown): error is Error =>
  (error instanceof TypeError && error.message.includes('fetch')) ||
  (error instanceof Error && error.name === 'TimeoutError');

/** Returns the reason for a missing answer, such as `connect ECONNREFUSED 127.0.0.1:3000`. */
export function causeOf(error: Error): string {
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return cause.message || String((cause as NodeJS.ErrnoException).code);
}

/* The largest request body in MB: larger files are sent in parts. Includes a little for the overhead. */
const neededMegabytes = ((fewestUploadParts - 1) * uploadPartBytes) / 1024 / 1024 + 2;

/** Explains an answer that is not Vitrine's but that of a proxy, a firewall or a log-in page. */
export function describeForeignAnswer(
  { status, headers, url }: Pick<Response, 'status' | 'headers' | 'url'>,
  { text = '', bodyBytes }: { text?: string; bodyBytes?: number | undefined } = {},
): string {
  const between = `Something between here and Vitrine (${nameOf(headers)})`;
  const location = headers.get('location');
  if (status >= 300 && status < 400 && location)
    return `${between} redirects to ${terminalText(location)}. Give the URL that it leads to as --url.`;
  if (status === 413)
    return (
      `${between} refuses bodies larger than its limit${bodyBytes === undefined ? '' : `; this one has ${formatBytes(bodyBytes)}`}. ` +
      `Set the limit to ${neededMegabytes} MB or more: in nginx, client_max_body_size ${neededMegabytes}m.`
    );
  if (status === 401 || status === 407) return `${between} asks for a log-in of its own (${status}).`;
  if (status === 502 || status === 503 || status === 504)
    return `${between} answers ${status}${titleOf(text)}: it cannot reach Vitrine. Is Vitrine running?`;
  if (status < 300)
    return `${between} answers with a page in place of Vitrine’s data. Is ${originOf(url)} the URL of a Vitrine, without a log-in page in front?`;
  return `${between} answers ${status}${titleOf(text)}.`;
}

function nameOf(headers: Headers): string {
  const server = /^[\w.-]+/u.exec(headers.get('server') ?? '')?.[0];
  return server ?? 'nginx or another proxy?';
}

/* Returns the title of an HTML error page without its status, such as `Bad Gateway`. */
function titleOf(text: string): string {
  const title = /<title>\s*(?:\d{3}\s*)?([^<]{1,80}?)\s*<\/title>/iu.exec(text)?.[1];
  return title ? ` “${terminalText(title)}”` : '';
}

const originOf = (url: string) => (URL.canParse(url) ? new URL(url).origin : 'this');

type Problem = components['schemas']['Problem'];

/** A refusal by the server. The message is Vitrine's own, or explains an answer of something else. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: Problem['code'] | undefined;
  /** Seconds. */
  readonly retryAfter: number | undefined;
  /** True if neither Vitrine nor its store sent the answer. */
  readonly isForeign: boolean;

  constructor(
    message: string,
    answer: Pick<ApiError, 'status' | 'code' | 'retryAfter'> & Partial<Pick<ApiError, 'isForeign'>>,
  ) {
    super(message);
    this.status = answer.status;
    this.code = answer.code;
    this.retryAfter = answer.retryAfter;
    this.isForeign = answer.isForeign ?? false;
  }

  /** `bodyBytes` is the size of the request body. */
  static async from(response: Response, { bodyBytes }: { bodyBytes?: number } = {}): Promise<ApiError> {
    const text = await response.text().catch(() => '');
    const { status } = response;
    const retryAfter = Number(response.headers.get('retry-after')) || undefined;
    const problem = readProblem(response, text);
    if (problem) return new ApiError(problem.detail, { status, code: problem.code, retryAfter });
    const s3Code = s3CodeOf(text);
    if (s3Code)
      return new ApiError(`The store answers ${status} (${s3Code}).`, {
        status,
        code: undefined,
        retryAfter,
      });
    const message = describeForeignAnswer(response, { text, bodyBytes });
    return new ApiError(message, { status, code: undefined, retryAfter, isForeign: true });
  }
}

/** The code in an answer of S3. */
export const s3CodeOf = (text: string) => /<Error>[\s\S]*<Code>(\w+)<\/Code>/u.exec(text)?.[1];

function readProblem({ headers }: Response, text: string): Pick<Problem, 'detail' | 'code'> | undefined {
  if (!headers.get('content-type')?.includes('problem+json')) return undefined;
  try {
    const problem = JSON.parse(text) as Partial<Problem>;
    return typeof problem.detail === 'string' && problem.code
      ? { detail: problem.detail, code: problem.code }
      : undefined;
  } catch {
    return undefined;
  }
}

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
      // The contract guarantees the type.
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
