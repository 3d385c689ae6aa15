import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WebDev } from '../adapters/web-dev/web-dev.ts';
import type { Composition } from '../compose.ts';
import type { Config } from '../config/config.ts';
import { isLocalHostname, isLoopback, listensBeyondPublicUrl } from '../http/host-allowlist.ts';
import { startWorker } from '../jobs/worker.ts';
import { awaitBackends } from './await-backends.ts';
import { findLanAddresses } from './lan.ts';
import { createNodeServer, idleTime } from './node-server.ts';
import { createAddressOf, openApp, openMetrics } from './open-app.ts';
import { openSetupNotices } from './setup-warnings.ts';
import { CommandError } from './terminal.ts';

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
