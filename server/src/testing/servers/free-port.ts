import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type ListenOptions } from 'node:net';

/* From which on the system takes them for connections: ip(7); other systems than Linux begin here. */
const range = '/proc/sys/net/ipv4/ip_local_port_range';
const firstOfSystem = existsSync(range) ? Number.parseInt(readFileSync(range, 'utf8'), 10) : 49_152;
/* Below those, and above those that Ceph's daemons choose from. */
const count = 2_768;
const first = Math.max(8_000, Math.min(32_768, firstOfSystem) - count);

/**
 * A port of loopback that nobody listens on. Nobody else is given it as long as this process runs: neither by the system,
 * which would take it for a connection, nor by this function, in whatever process.
 */
export async function findFreePort(): Promise<number> {
  const start = Math.floor(Math.random() * count);
  for (let step = 0; step < count; step += 1) {
    const port = first + ((start + step) % count);
    if ((await reserve(port)) && (await isFree(port))) return port;
  }
  throw new Error('there is no free port');
}

/** A name without a file, which Linux gives to one process at a time and takes back at its end (unix(7), abstract). */
async function reserve(port: number): Promise<boolean> {
  return process.platform !== 'linux' || (await listen({ path: `\0vitrine-port-${port}` })) !== undefined;
}

async function isFree(port: number): Promise<boolean> {
  const server = await listen({ port, host: '127.0.0.1' });
  if (!server) return false;
  server.close();
  await once(server, 'close');
  return true;
}

/** Nothing where somebody is there already. */
async function listen(place: ListenOptions) {
  const server = createServer().unref();
  try {
    await once(server.listen(place), 'listening');
    return server;
  } catch {
    return undefined;
  }
}
