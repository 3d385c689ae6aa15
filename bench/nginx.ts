import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PinnedServer, startPinnedServer } from './pinned-server.ts';

/** Serves these files with one worker, by `sendfile` and without a log. */
export async function startNginx(files: Record<string, Uint8Array>): Promise<PinnedServer> {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-nginx-'));
  const path = join(directory, 'nginx.conf');
  await mkdir(join(directory, 'files'));
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(directory, 'files', name), bytes);
  const server = await startPinnedServer(async (port) => {
    await writeFile(path, configuration(directory, port));
    return ['nginx', '-c', path, '-p', directory, '-e', 'stderr'];
  }).catch((cause) => {
    throw new Error('nginx did not start (Debian: apt-get install nginx)', { cause });
  });
  return {
    ...server,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

const configuration = (directory: string, port: number) => `
daemon off;
worker_processes 1;
pid ${directory}/pid;
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 256; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  types { image/webp webp; }
  client_body_temp_path ${directory}/body;
  proxy_temp_path ${directory}/proxy;
  fastcgi_temp_path ${directory}/fastcgi;
  uwsgi_temp_path ${directory}/uwsgi;
  scgi_temp_path ${directory}/scgi;
  server { listen 127.0.0.1:${port}; root ${directory}/files; }
}
`;
