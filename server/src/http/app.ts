import { apiBase } from '@vitrine/contract/api.ts';
import { type Context, Hono } from 'hono';
import { except } from 'hono/combine';
import { AppError } from '../domain/errors.ts';
import { createByteGate } from '../features/media/byte-gate.ts';
import { mediaBase } from '../features/media/rendition-url.ts';
import type { ByteGate } from '../ports/byte-gate.ts';
import type { Ports } from '../ports/index.ts';
import { createApi } from './api.ts';
import { addApiDocs } from './api-docs.ts';
import {
  authenticate,
  createBrowserCookies,
  createSessionCookies,
  type SessionCookies,
} from './authenticate.ts';
import { compressResponses } from './compression.ts';
import type { App, AppEnv } from './environment.ts';
import { respondNotModified } from './etag.ts';
import { allowHosts, refuseAmbiguousRequest, refuseCrossSiteRequest } from './host-allowlist.ts';
import { addMedia, rememberRenditions } from './media.ts';
import { createRenditionCache, type RenditionCache } from './media-cache.ts';
import type { Metrics } from './metrics.ts';
import { addPages, addStaticFiles, type PageRenderer, type StaticFiles } from './pages.ts';
import { queuePasswordChecks } from './password-queue.ts';
import { respondWithProblem } from './problems.ts';
import { limitRatePerUser, sendRateLimitHeaders } from './rate-limit.ts';
import { limitRatePerIp } from './rate-limit-ip.ts';
import { awaitBody, limitBody } from './request-body.ts';
import { assignRequestId } from './request-id.ts';
import { cachePublicFeed } from './response-cache.ts';
import { createRouteIndex, type KnownRoute } from './route-pattern.ts';
import { allowCrossOrigin, type PolicySources, setSecurityHeaders } from './security-headers.ts';
import { detectMisconfiguration, type SetupWarningOptions } from './setup-warnings.ts';

/* Lambda limits responses to 6 MB with bytes in base64, and S3 connections are scarce. */
const maxRelayedBytes = 4 * 1024 * 1024;

export type AppOptions = {
  ports: Ports;
  publicUrl: string;
  /** False if `publicUrl` is only the default. Then any page may send changes to the URL that it came from. */
  isPublicUrlSet?: boolean;
  /** Origins whose scripts may use the API with a token. None by default. */
  corsOrigins?: readonly string[];
  quotaBytes: number;
  /** Origins beside our own that browsers send bytes to or read them from. */
  storageOrigins: readonly string[];
  /** True if this process reads stored files from its own disk. */
  isStorageLocal: boolean;
  /** Endpoints of an adapter, such as the presigned URLs of the disk store. */
  endpoints: readonly { path: string; handle: (request: Request, gate: ByteGate) => Promise<Response> }[];
  /** The web app. Without it there are no pages. */
  web?: { files: StaticFiles; render: PageRenderer; policySources?: PolicySources };
  /** Returns the client's IP address. `undefined` for internal requests and for connections that are already closed. */
  addressOf: (c: Context<AppEnv>) => string | undefined;
  /** Returns whether a host name is allowed. Set for galleries that only this machine or its network can reach. */
  answersTo?: (hostname: string) => boolean;
  /** Enables `/metrics`, which everybody who can reach it may read. */
  metrics?: Metrics;
  /** Set if the HTTP server in front of the app answers from this cache, too. */
  renditions?: RenditionCache;
  /** False if the host buffers whole responses, as API Gateway does. True by default. */
  isStreaming?: boolean;
  /** Enables warnings about settings that do not fit the network around the server. */
  setupNotices?: SetupWarningOptions;
  /** Rejects, with the reason, while a backend is unavailable. */
  checkReadiness: () => Promise<void>;
};

/**
 * Builds the whole application as one function from a request to a response.
 *
 * The order of these calls is part of the design: each middleware wraps all that follow it. Logs and metrics see every
 * response, caches hold responses without CORS headers, monitoring needs no allowed host, and a request is refused
 * before anything is read from it or counted against its sender.
 */
export function createApp(options: AppOptions): App {
  const { ports, publicUrl, metrics, web } = options;
  const renditions = options.renditions ?? createRenditionCache(ports, metrics?.countLookup);
  const cookies = createSessionCookies(publicUrl);
  const app: App = new Hono<AppEnv>();
  app.onError((error, c) => respondWithProblem(error, c));
  const findRoute = createRouteIndex(app);
  app.notFound((c) => respondToUnknown(c, findRoute(c.req.path)));

  observeRequests(app, options);
  prepareResponses(app, options, renditions);
  addStorageEndpoints(app, options);
  addMonitoring(app, options);
  if (options.answersTo) app.use(allowHosts(options.answersTo));
  const { isStreaming = true } = options;
  addMedia(app, ports, renditions, isStreaming && options.isStorageLocal ? undefined : maxRelayedBytes);
  addGuardedApi(app, options, cookies);
  addApiDocs(app, publicUrl);
  if (web) {
    addStaticFiles(app, web.files);
    addPages(app, { publicUrl, cookies, render: web.render });
  }
  return app;
}

function observeRequests(app: App, { ports, metrics, setupNotices }: AppOptions): void {
  if (metrics) app.use(metrics.measure);
  app.use(assignRequestId(ports.log));
  if (setupNotices) app.use(detectMisconfiguration(setupNotices));
}

function prepareResponses(app: App, options: AppOptions, renditions: RenditionCache): void {
  const { ports, metrics, endpoints, corsOrigins = [] } = options;
  // CORS comes before the caches, because a cached response serves every origin.
  if (corsOrigins.length > 0)
    for (const path of [apiBase, mediaBase, ...endpoints.map((endpoint) => endpoint.path)])
      app.use(`${path}/*`, allowCrossOrigin(corsOrigins));
  app.use(cachePublicFeed(ports, metrics?.countLookup));
  app.use(`${mediaBase}/*`, rememberRenditions(renditions));
  app.use(setSecurityHeaders(options));
  app.use(refuseAmbiguousRequest);
}

function addStorageEndpoints(app: App, { ports, endpoints }: AppOptions): void {
  const gate = createByteGate(ports);
  for (const { path, handle } of endpoints)
    app.all(`${path}/*`, (c) => {
      c.set('route', `${path}/*`);
      return handle(c.req.raw, gate);
    });
}

/** Monitoring comes before the host allowlist: probes use any host name, and its responses reveal nothing personal. */
function addMonitoring(app: App, { metrics, checkReadiness }: AppOptions): void {
  addHealth(app, checkReadiness);
  if (metrics) app.get('/metrics', compressResponses, metrics.tell);
}

/** Refuses, limits and authenticates in this order, and only then calls a route. */
function addGuardedApi(app: App, options: AppOptions, cookies: SessionCookies): void {
  const { ports, publicUrl, quotaBytes, isPublicUrlSet = true, isStreaming = true } = options;
  const browsers = createBrowserCookies(ports, publicUrl);
  const api = `${apiBase}/*`;
  app.use(api, refuseCrossSiteRequest(publicUrl, isPublicUrlSet));
  app.use('/api/*', compressResponses);
  app.use(api, respondNotModified, sendRateLimitHeaders);
  // The route of small uploads reads its body itself, once the caller is known.
  const isForm = ({ req }: Context<AppEnv>) => req.method === 'POST' && req.path === `${apiBase}/photos`;
  app.use(api, except(isForm, limitBody, awaitBody));
  app.use(api, async (c, next) => {
    await next();
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'private, no-cache');
  });
  app.use(api, limitRatePerIp(ports, browsers, options.addressOf));
  app.use(api, authenticate(ports, cookies));
  limitRatePerUser(app, ports);
  queuePasswordChecks(app, options.addressOf);
  app.route(apiBase, createApi({ ports, cookies, browsers, publicUrl, quotaBytes, isStreaming }));
}

/** Responds to an unknown path, or lists the methods of a known one. */
function respondToUnknown(c: Context<AppEnv>, known: KnownRoute | undefined): Response {
  if (!known)
    return respondWithProblem(new AppError('not-found', 'There is no page or API route at this URL.'), c);
  c.set('route', known.route);
  const allowed = known.methods.join(', ');
  const refusal = new AppError('method-not-allowed', `This URL accepts ${allowed}, not ${c.req.method}.`);
  const answer = respondWithProblem(refusal, c);
  answer.headers.set('Allow', allowed);
  return answer;
}

/** `/healthz` checks the process, `/readyz` its backends, too. */
function addHealth(app: App, checkReadiness: () => Promise<void>): void {
  app.get('/healthz', (c) => c.json({ status: 'alive' }, 200, { 'Cache-Control': 'no-store' }));
  let checking: Promise<boolean> | undefined;
  app.get('/readyz', async (c) => {
    // Anybody may call this, and a check writes or costs money: concurrent requests share one check.
    checking ??= checkReadiness()
      .then(
        () => true,
        (err) => {
          c.get('log').error({ err }, 'not ready');
          return false;
        },
      )
      .finally(() => {
        checking = undefined;
      });
    const isReady = await checking;
    c.header('Cache-Control', 'no-store');
    return isReady ? c.json({ status: 'ready' }, 200) : c.json({ status: 'not ready' }, 503);
  });
}
