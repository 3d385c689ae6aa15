import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type ListenOptions } from 'node:net';

/* The first port that the system assigns to connections, ip(7). Other systems start here as well. */
const range = '/proc/sys/net/ipv4/ip_local_port_range';
const firstOfSystem = existsSync(range) ? Number.parseInt(readFileSync(range, 'utf8'), 10) : 49_152;
/* Ports below those, and above the ports of Ceph's daemons. */
const count = 2_768;
const first = Math.max(8_000, Math.min(32_768, firstOfSystem) - count);

/**
 * Finds a free port on loopback and reserves it while this process runs: neither the system nor another call in any
 * process gets it.
 */
export async function findFreePort(): Promise<number> {
  const start = Math.floor(Math.random() * count);
  for (let step = 0; step < count; step += 1) {
    const port = first + ((start + step) % count);
    if ((await reserve(port)) && (await isFree(port))) return port;
  }
  throw new Error('there is no free port');
}

/** Reserves an abstract socket name, unix(7). Linux gives it to one process at a time and frees it at its end. */
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

/** Returns undefined if the address is in use. */
async function listen(options: ListenOptions) {
  const server = createServer().unref();
  try {
    await once(server.listen(options), 'listening');
    return server;
  } catch {
    return undefined;
  }
}
