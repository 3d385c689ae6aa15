import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { startVitrine, type VitrineProcess } from '../../../../e2e/vitrine-process.ts';
import { makeJpeg } from '../../testing/images/make-jpeg.ts';
import { type CommandLine, type Ended, openCommandLine } from './command-line.ts';

const password = 'correct horse battery';

export type UploadScene = AsyncDisposable & {
  server: VitrineProcess;
  client: CommandLine;
  /** A new folder on the client's side. */
  makeFolder(): Promise<string>;
  /** Writes a picture that no other is like. */
  picture(path: string, size?: { width?: number; height?: number }): Promise<void>;
  /** Runs `vitrine --json upload` as ada; `url` is another way to the server. */
  upload(parameters: readonly string[], url?: string): Promise<Ended>;
  /** Asks the API as ada. */
  // biome-ignore lint/suspicious/noExplicitAny: a field that is not there fails the test
  ask(path: string): Promise<any>;
};

/** A server, and the command line of ada, who has an account there. */
export async function openUploadScene(settings: Record<string, string> = {}): Promise<UploadScene> {
  const server = await startVitrine(settings);
  const client = await openCommandLine();
  const created = await client.run(
    ['user', 'create', 'ada', '--email', 'ada@example.org', '--password-stdin'],
    {
      input: password,
      settings: {
        VITRINE_DATABASE_URL: `sqlite:${server.directory}/vitrine.db`,
        VITRINE_SECRET_FILE: `${server.directory}/secret`,
      },
    },
  );
  if (created.code !== 0) throw new Error(created.stderr);
  const session = await fetch(`${server.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'ada', password }),
  });
  const cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  let hue = 0;
  return {
    server,
    client,
    makeFolder: () => mkdtemp(join(client.directory, 'folder-')),
    async picture(path, size = {}) {
      hue += 7;
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, await makeJpeg({ hue, ...size }));
    },
    upload: (parameters, url = server.url) =>
      client.run(['--json', 'upload', ...parameters, '--url', url, '--login', 'ada', '--password-stdin'], {
        input: password,
      }),
    ask: async (path) => (await fetch(`${server.url}/api/v1${path}`, { headers: { cookie } })).json(),
    async [Symbol.asyncDispose]() {
      await client[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}
