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
 * Waits until every backend answers, because backends may still be starting. Logs the first failure of each.
 *
 * @throws {CommandError} that names a backend that still fails after `patience` milliseconds, and the reason.
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

/* Prefers the cause, which says more to the operator than the error's message. */
function describe({ name, address, variable }: Backend, error: unknown): string {
  const { cause = error } = error instanceof Error ? error : {};
  const reason = cause instanceof Error ? cause.message : String(cause);
  return `${name} at ${address} cannot be used: ${reason}. It is set by ${variable}.`;
}

type Interfaces = ReturnType<typeof networkInterfaces>;

/* Networks of the machine's containers and virtual machines, which no phone can reach. */
const virtual = /^(?:docker|br-|veth|virbr|vmnet|vboxnet|cni|flannel|cali|lxc|podman|tun|tap|utun)/u;
/* RFC 1918: the addresses of homes and offices. */
const privateRange = /^(?:192\.168|10|172\.(?:1[6-9]|2\d|3[01]))\./u;

/** Lists the machine's IPv4 addresses. The one that a phone can most likely reach comes first. */
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

/** Returns the configuration of a gallery that is open to the local network, and its URLs there. */
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
  if (!publicUrl)
    throw new CommandError('This machine is not connected to a network. Connect it, or leave out --lan.');
  return { config: { ...config, host: '0.0.0.0', publicUrl }, urls };
}

/* An upload may take as long as its signed URL is valid. The store itself ends a stalled one. */
const longestRequest = 60 * 60 * 1000;
/* The time that running requests get at shutdown. */
const graceTime = 8_000;

/* Reads the addresses each time, because they change when a laptop changes networks. */
const isOnThisMachine = (hostname: string) => isLoopback(hostname) || findLanAddresses().includes(hostname);

/** Starts the server, and the worker if configured. Disposing lets running requests and jobs finish. */
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
  // `compose` has already waited for the database, which may have no tables yet.
  await composition.migrate();
  await awaitBackends(composition);
  if (listensBeyondPublicUrl(config))
    ports.log.warn(
      { host: config.host, publicUrl: config.publicUrl },
      'other machines can reach this gallery, but VITRINE_PUBLIC_URL works only on this one',
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
  // Both at once, so that no new request starts while the last job finishes.
  started.defer(async () => {
    await Promise.all([
      close(server, webDev ? 0 : graceTime),
      worker?.[Symbol.asyncDispose](),
      webDev?.[Symbol.asyncDispose](),
    ]);
  });
  const closing = started.move();
  return {
    // The address of a listening TCP server has a port.
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

/** Stops accepting requests, and ends running ones after `patience` milliseconds. */
async function close(server: Server, patience: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const impatience = setTimeout(() => server.closeAllConnections(), patience);
  await closed;
  clearTimeout(impatience);
}
