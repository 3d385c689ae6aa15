import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WebDev } from '../adapters/web-dev/web-dev.ts';
import type { Backend, Composition } from '../compose.ts';
import type { Config } from '../config/config.ts';
import { seconds } from '../domain/time.ts';
import { isLocalHostname, isLoopback, listensBeyondPublicUrl } from '../http/host-allowlist.ts';
import { startWorker } from '../jobs/worker.ts';
import { createNodeServer, idleTime } from './node-server.ts';
import { createAddressOf, openApp, openMetrics } from './open-app.ts';
import { openSetupNotices } from './setup-warnings.ts';
import { CommandError } from './terminal.ts';

const pauseBetweenChecks = 500;

/**
 * Waits until everything that requests depend on answers: it may be starting, too. What keeps it waiting is logged at once.
 *
 * @throws {CommandError} with what does not answer, and why, once patience is over; in milliseconds.
 */
export async function awaitBackends(
  { backends, ports }: Pick<Composition, 'backends' | 'ports'>,
  patience = seconds(30),
): Promise<void> {
  const deadline = performance.now() + patience;
  await Promise.all(
    backends.map(async (backend) => {
      for (let isFirst = true; ; isFirst = false) {
        try {
          return await backend.check();
        } catch (error) {
          const told = describe(backend, error);
          if (performance.now() > deadline) throw new CommandError(told);
          if (isFirst) ports.log.warn({ err: error }, `waiting: ${told}`);
        }
        await sleep(pauseBetweenChecks);
      }
    }),
  );
}

/* The message is for people, its cause for the operator. */
function describe({ name, address, variable }: Backend, error: unknown): string {
  const { cause = error } = error instanceof Error ? error : {};
  const reason = cause instanceof Error ? cause.message : String(cause);
  return `${name} at ${address} cannot be used: ${reason}. It is set by ${variable}.`;
}

type Interfaces = ReturnType<typeof networkInterfaces>;

/* Networks that a machine makes for its own containers and virtual machines, where no phone is. */
const virtual = /^(?:docker|br-|veth|virbr|vmnet|vboxnet|cni|flannel|cali|lxc|podman|tun|tap|utun)/u;
/* RFC 1918: the addresses of homes and offices. */
const privateRange = /^(?:192\.168|10|172\.(?:1[6-9]|2\d|3[01]))\./u;

/** The machine's IPv4 addresses in its networks, the one that a phone most likely reaches first. */
export function findLanAddresses(interfaces: Interfaces = networkInterfaces()): string[] {
  const found = Object.entries(interfaces).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => ({
        address,
        rank: (virtual.test(name) ? 2 : 0) + (privateRange.test(address) ? 0 : 1),
      })),
  );
  return found.toSorted((a, b) => a.rank - b.rank).map(({ address }) => address);
}

/** The configuration of a gallery that the whole local network reaches, and the URLs that it has there. */
export function openToLan(
  config: Config,
  environment: Readonly<Record<string, string | undefined>>,
  addresses = findLanAddresses(),
): { config: Config; urls: string[] } {
  const set = ['VITRINE_PUBLIC_URL', 'VITRINE_HOST'].find((name) => environment[name]);
  if (set) throw new CommandError(`--lan chooses the address by itself. Unset ${set}, or leave out --lan.`);
  if (config.port === 0) throw new CommandError('--lan needs a port that people can type. Set PORT.');
  const urls = addresses.map((address) => `http://${address}:${config.port}`);
  const [publicUrl] = urls;
  if (!publicUrl) throw new CommandError('This machine is in no network. Connect it, or leave out --lan.');
  return { config: { ...config, host: '0.0.0.0', publicUrl }, urls };
}

/* An upload may take as long as its address holds; a stalled one is ended by the store itself. */
const longestRequest = 60 * 60 * 1000;
/* The time that running requests get at shutdown. */
const graceTime = 8_000;

/* Asked each time: a laptop that changes networks has other addresses. */
const isOnThisMachine = (hostname: string) => isLoopback(hostname) || findLanAddresses().includes(hostname);

/** Listens, and works through jobs where the configuration says so. Disposing lets what is under way come to its end. */
export async function serve(
  config: Config,
  composition: Composition,
  { isOnLan = false, webDev }: { isOnLan?: boolean; webDev?: WebDev | undefined } = {},
): Promise<AsyncDisposable & { port: number }> {
  await using started = new AsyncDisposableStack();
  const metrics = await openMetrics(config);
  const ports = metrics?.watch(composition.ports) ?? composition.ports;
  const isLocal = isLoopback(config.host) && isLoopback(new URL(config.publicUrl).hostname);
  const answersTo = isOnLan ? isOnThisMachine : isLocal ? isLocalHostname : undefined;
  // The database was waited for when it was opened, and may have no tables yet.
  await composition.migrate();
  await awaitBackends(composition);
  if (listensBeyondPublicUrl(config))
    ports.log.warn(
      { host: config.host, publicUrl: config.publicUrl },
      'other machines may reach this gallery, and VITRINE_PUBLIC_URL leads each of them to itself',
    );
  const { app, renditions } = await openApp(
    config,
    { ...composition, ports },
    {
      addressOf: createAddressOf(config.trustProxy),
      isStreaming: true,
      ...(answersTo && { answersTo }),
      setupNotices: await openSetupNotices(config, ports.log),
      ...(metrics && { metrics }),
    },
    webDev,
  );
  // Metrics only see requests that pass through the app.
  const server = createNodeServer(app, config.metrics ? undefined : renditions, {
    requestTimeout: longestRequest,
    longBodies: composition.endpoints.map(({ path }) => `${path}/`),
    headersTimeout: 15_000,
    keepAliveTimeout: idleTime,
    ...(webDev && { handleFirst: webDev.handle }),
  });
  webDev?.attach(server);
  await listen(server, config);
  const worker = config.worker ? startWorker(ports, { concurrency: config.concurrency }) : undefined;
  // Together: nobody is let in while the last job comes to its end.
  started.defer(async () => {
    await Promise.all([
      close(server, webDev ? 0 : graceTime),
      worker?.[Symbol.asyncDispose](),
      webDev?.[Symbol.asyncDispose](),
    ]);
  });
  const closing = started.move();
  return {
    // A TCP server that listens has an address with a port.
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

async function listen(server: Server, { port, host }: Config): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new CommandError(
        `port ${port} is already in use (perhaps by another Vitrine). Set PORT or stop the other process.`,
      );
    if (code === 'EACCES')
      throw new CommandError(`port ${port} needs privileges. Set PORT above 1023 and put a proxy in front.`);
    throw error;
  }
}

/** Takes no more requests, and ends those under way that take too long. */
async function close(server: Server, patience: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const impatience = setTimeout(() => server.closeAllConnections(), patience);
  await closed;
  clearTimeout(impatience);
}
