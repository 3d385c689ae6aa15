import { createHash } from 'node:crypto';
import type { VitrineProcess } from './vitrine-process.ts';

export type Client = {
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: never }>;
  /**
   * Uploads a public photo that others may download. Returns its id once the server has confirmed the file,
   * `undefined` if the server or the connection failed.
   */
  upload(bytes: Uint8Array<ArrayBuffer>, fileName: string): Promise<string | undefined>;
  /** Session cookie as `name=value`; a browser that sets it is logged in. */
  cookie(): string;
  /** Returns a client with the same session on another server. */
  on(url: string): Client;
};

export const password = 'correct horse battery';

/** Registers and confirms an account, which logs in. Its uploads are public and downloadable by default. */
export async function createMember(
  vitrine: Pick<VitrineProcess, 'url' | 'codeFor'>,
  username: string,
): Promise<Client> {
  const email = `${username}@example.org`;
  const client = createClient(vitrine.url, { cookie: '' });
  await client.call('POST', '/accounts', { username, email, password });
  const code = await waitFor(() => vitrine.codeFor(email));
  const { status } = await client.call('POST', '/accounts/confirm', { login: username, code });
  if (status !== 200) throw new Error(`confirming answered ${status}`);
  await client.call('PATCH', '/me', { uploadDefaults: { visibility: 'public', allowDownload: true } });
  return client;
}

function createClient(url: string, jar: { cookie: string }): Client {
  async function call(method: string, path: string, body?: unknown) {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', cookie: jar.cookie },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    // Use the last cookie: a log-in may first clear the cookie of an expired session.
    jar.cookie = response.headers.getSetCookie().at(-1)?.split(';')[0] ?? jar.cookie;
    const text = await response.text();
    return { status: response.status, body: (text ? JSON.parse(text) : undefined) as never };
  }

  async function upload(bytes: Uint8Array<ArrayBuffer>, fileName: string): Promise<string | undefined> {
    try {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const file = { fileName, contentType: 'image/jpeg', bytes: bytes.byteLength, sha256 };
      const announced = { ...file, visibility: 'public', allowDownload: true };
      const begun = await call('POST', '/uploads', announced);
      const { photo, target } = begun.body as {
        photo: { id: string };
        target?: { url: string; headers: Record<string, string> };
      };
      if (begun.status === 200) return photo.id;
      if (!target) return undefined;
      const sent = await fetch(new URL(target.url, url), {
        method: 'PUT',
        headers: target.headers,
        body: bytes,
      });
      await sent.arrayBuffer();
      if (!sent.ok && sent.status !== 412) return undefined;
      const completed = await call('POST', `/uploads/${photo.id}/complete`);
      return completed.status === 202 ? photo.id : undefined;
    } catch {
      return undefined;
    }
  }

  return { call, upload, cookie: () => jar.cookie, on: (other) => createClient(other, jar) };
}

/** Polls `ask` until it resolves and `isDone` holds. Fails after three minutes. */
export async function waitFor<T>(
  ask: () => Promise<T>,
  isDone: (answer: T) => boolean = () => true,
): Promise<T> {
  const deadline = Date.now() + 180_000;
  for (;;) {
    try {
      const answer = await ask();
      if (isDone(answer)) return answer;
      if (Date.now() > deadline) throw new Error(`still waiting: ${JSON.stringify(answer)?.slice(0, 300)}`);
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
