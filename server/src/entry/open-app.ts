import { fileURLToPath } from 'node:url';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import type { WebDev } from '../adapters/web-dev/web-dev.ts';
import type { Composition } from '../compose.ts';
import type { Config } from '../config/config.ts';
import { type AppOptions, createApp } from '../http/app.ts';
import type { AppEnv } from '../http/environment.ts';
import { createRenditionCache } from '../http/media-cache.ts';

/** The address of the peer, or what the proxy in front says it is: the last entry, which the proxy itself added. */
export const createAddressOf =
  (trustProxy: boolean) =>
  (c: Context<AppEnv>): string | undefined => {
    const env: unknown = c.env;
    if (typeof env !== 'object' || env === null || !('incoming' in env)) return undefined;
    const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
    return forwarded || getConnInfo(c).remote.address;
  };

/**
 * Returns the client's IP address on Lambda: that of API Gateway's caller, or the one that a trusted proxy reports. API
 * Gateway appends its caller to `X-Forwarded-For`, which is the proxy.
 */
export const createGatewayAddressOf =
  (trustProxy: boolean) =>
  (c: Context<AppEnv>): string | undefined => {
    const { requestContext } = (c.env ?? {}) as { requestContext?: { http?: { sourceIp?: string } } };
    const caller = requestContext?.http?.sourceIp;
    if (!trustProxy || caller === undefined) return caller;
    const passed = (c.req.header('x-forwarded-for') ?? '').split(',').map((address) => address.trim());
    if (passed.at(-1) === caller) passed.pop();
    return passed.at(-1) || caller;
  };

const webBuild = fileURLToPath(new URL('../../../web/dist', import.meta.url));

/** The application on its parts, with the web app where that is built: the same wherever it runs. */
export async function openApp(
  config: Config,
  { ports, storageOrigins, isStorageLocal, endpoints, backends }: Composition,
  place: Required<Pick<AppOptions, 'addressOf' | 'isStreaming'>> &
    Pick<AppOptions, 'answersTo' | 'metrics' | 'setupNotices'>,
  webDev?: WebDev,
) {
  const web = webDev ?? (await loadBuild());
  if (!web) ports.log.warn({}, 'the web app has not been built: there are no pages, only the API');
  const renditions = createRenditionCache(ports, place.metrics?.countLookup);
  const app = createApp({
    ports,
    renditions,
    publicUrl: config.publicUrl,
    isPublicUrlSet: config.isPublicUrlSet,
    corsOrigins: config.corsOrigins,
    quotaBytes: config.quotaBytes,
    storageOrigins,
    isStorageLocal,
    endpoints,
    checkReadiness: async () => {
      await Promise.all(backends.map(({ check }) => check()));
    },
    ...place,
    ...(web && { web }),
  });
  return { app, renditions };
}

async function loadBuild() {
  const { loadWebBuild } = await import('../adapters/web-build/web-build.ts');
  return loadWebBuild(webBuild);
}

/** Loaded where they are asked for. */
export async function openMetrics({ metrics }: Pick<Config, 'metrics'>) {
  if (!metrics) return undefined;
  const { createMetrics } = await import('../http/metrics.ts');
  return createMetrics();
}
