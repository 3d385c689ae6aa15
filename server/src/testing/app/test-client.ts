import { createHash } from 'node:crypto';
import { apiBase, sessionCookie } from '@vitrine/contract/api.ts';

type Fetch = (address: string, init?: RequestInit) => Promise<Response>;

// biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape, and fail where a field is not there
type Body = any;
export type Answer = { status: number; headers: Headers; body: Body };

export type TestClient = {
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  put(path: string, body?: unknown): Promise<Answer>;
  patch(path: string, body?: unknown): Promise<Answer>;
  delete(path: string, body?: unknown): Promise<Answer>;
  /** Requests any URL unchanged. */
  fetch(url: string, init?: RequestInit): Promise<Response>;
  /**
   * Announces, sends and completes an upload; the photo is then `processing`. It is public and downloadable by
   * default. `{ visibility: undefined, allowDownload: undefined }` applies the account's defaults.
   */
  upload(bytes: Uint8Array<ArrayBuffer>, details?: Record<string, unknown>): Promise<Body>;
  /** The session cookie as `name=value`. */
  cookie: string;
};

/** Sends a file to its upload target as a browser does. */
export async function sendBytes(
  fetch: Fetch,
  target: { url: string; headers: Record<string, string> },
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Response> {
  return fetch(target.url, { method: 'PUT', headers: target.headers, body: bytes });
}

/** Creates an API client with a cookie jar, like the web app. */
export function createClient(send: Fetch, origin: string): TestClient {
  const jar = new Map<string, string>();
  const pairs = () => [...jar].map(([name, value]) => `${name}=${value}`);

  async function fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (jar.size > 0) headers.set('cookie', pairs().join('; '));
    if (init.method && init.method !== 'GET' && !headers.has('origin')) headers.set('origin', origin);
    const response = await send(url, { ...init, headers });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]*)=([^;]*)/u.exec(set) ?? [];
      if (/max-age=0/iu.test(set) || value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  async function call(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${apiBase}${path}`, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }

  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    put: (path, body) => call('PUT', path, body),
    patch: (path, body) => call('PATCH', path, body),
    delete: (path, body) => call('DELETE', path, body),
    fetch,
    async upload(bytes, details = {}) {
      const begun = await call('POST', '/uploads', {
        fileName: 'photo.jpg',
        contentType: 'image/jpeg',
        bytes: bytes.byteLength,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        visibility: 'public',
        allowDownload: true,
        ...details,
      });
      if (begun.status !== 201) return begun.body;
      const { photo, target } = begun.body;
      const sent = await sendBytes(send, target, bytes);
      if (!sent.ok) throw new Error(`the store answered ${sent.status}: ${await sent.text()}`);
      const completed = await call('POST', `/uploads/${photo.id}/complete`);
      return completed.body.photo;
    },
    get cookie() {
      return pairs().find((pair) => pair.includes(`${sessionCookie}=`)) ?? '';
    },
  };
}
