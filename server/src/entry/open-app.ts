import { fileURLToPath } from 'node:url';
import type { WebDev } from '../adapters/web-dev/web-dev.ts';
import type { Composition } from '../compose.ts';
import type { Config } from '../config/config.ts';
import { type AppOptions, createApp } from '../http/app.ts';
import { createRenditionMemory } from '../http/rendition-memory.ts';

const webBuild = fileURLToPath(new URL('../../../web/dist', import.meta.url));

/** The application on its parts, with the web app where that is built: the same wherever it runs. */
export async function openApp(
  config: Config,
  { ports, storageOrigins, endpoints, backends }: Composition,
  place: Required<Pick<AppOptions, 'addressOf' | 'isStreaming'>> &
    Pick<AppOptions, 'answersTo' | 'metrics' | 'setupNotices'>,
  webDev?: WebDev,
) {
  const web = webDev ?? (await loadBuild());
  if (!web) ports.log.warn({}, 'the web app has not been built: there are no pages, only the API');
  const renditions = createRenditionMemory(ports, place.metrics?.countLookup);
  const app = createApp({
    ports,
    renditions,
    publicUrl: config.publicUrl,
    isPublicUrlSet: config.isPublicUrlSet,
    corsOrigins: config.corsOrigins,
    quotaBytes: config.quotaBytes,
    storageOrigins,
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
