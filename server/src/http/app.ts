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
import { authenticate, createSessionCookies } from './authenticate.ts';
import { createBrowserCookies } from './browser-cookie.ts';
import { compressResponses } from './compression.ts';
import { refuseCrossSiteRequest } from './csrf.ts';
import type { App, AppEnv } from './environment.ts';
import { respondNotModified } from './etag.ts';
import { allowHosts, refuseAmbiguousRequest } from './host-allowlist.ts';
import { addMedia, rememberRenditions } from './media.ts';
import { createRenditionCache, type RenditionCache } from './media-cache.ts';
import type { Metrics } from './metrics.ts';
import { assignRequestId } from './name-request.ts';
import { addPages, addStaticFiles, type PageRenderer, type StaticFiles } from './pages.ts';
import { queuePasswordChecks } from './password-queue.ts';
import { respondWithProblem } from './problems.ts';
import { sendRateLimitHeaders } from './rate-limit-headers.ts';
import { limitRatePerIp } from './rate-limit-ip.ts';
import { limitRatePerUser } from './rate-limit-user.ts';
import { awaitBody, limitBody } from './request-body.ts';
import { cachePublicFeed } from './response-cache.ts';
import { createRouteIndex, type KnownRoute } from './route-pattern.ts';
import { allowCrossOrigin, type PolicySources, setSecurityHeaders } from './security-headers.ts';
import { detectMisconfiguration, type SetupWarningOptions } from './setup-warnings.ts';

/* Lambda answers with 6 MB at most, in which bytes are written as base64; and S3 gives a process so many connections. */
const largestWholeAnswer = 4 * 1024 * 1024;

export type AppOptions = {
  ports: Ports;
  publicUrl: string;
  /** False if it is only the default: then changes may also come from pages at the address that they are sent to. */
  isPublicUrlSet?: boolean;
  /** Origins whose scripts may use the API with a token; none if not said. */
  corsOrigins?: readonly string[];
  quotaBytes: number;
  /** Origins that browsers send bytes to or read them from, beside our own. */
  storageOrigins: readonly string[];
  /** What an adapter answers by itself, such as the disk store's pre-signed addresses. */
  endpoints: readonly { path: string; handle: (request: Request, gate: ByteGate) => Promise<Response> }[];
  /** The web app; without it there are no pages. */
  web?: { files: StaticFiles; render: PageRenderer; policySources?: PolicySources };
  /** Where a request came from; absent for those that the server makes itself, and where it cannot be told any more. */
  addressOf: (c: Context<AppEnv>) => string | undefined;
  /** Given if the gallery is for this machine or its network alone: it answers to no name from elsewhere. */
  answersTo?: (hostname: string) => boolean;
  /** What `/metrics` tells everybody who can reach it; without it there is no such address. */
  metrics?: Metrics;
  /** Given where somebody else answers from it too. */
  renditions?: RenditionCache;
  /** Whether an answer can stay open; false where the whole of it is waited for, as API Gateway does. True if not said. */
  isStreaming?: boolean;
  /** Looks at requests for signs that settings do not fit the network around the server. */
  setupNotices?: SetupWarningOptions;
  /** Rejects, with the reason, while what requests depend on does not answer. */
  checkReadiness: () => Promise<void>;
};

/** The whole of Vitrine as one function from a request to an answer, wherever it runs. */
export function createApp(options: AppOptions): App {
  const {
    ports,
    publicUrl,
    quotaBytes,
    isStreaming = true,
    renditions = createRenditionCache(ports, options.metrics?.countLookup),
  } = options;
  const cookies = createSessionCookies(publicUrl);
  const browsers = createBrowserCookies(ports, publicUrl);
  const app: App = new Hono<AppEnv>();
  app.onError((error, c) => respondWithProblem(error, c));
  const findAddress = createRouteIndex(app);
  app.notFound((c) => answerUnknown(c, findAddress(c.req.path)));
  const { metrics } = options;
  if (metrics) app.use(metrics.measure);
  app.use(assignRequestId(ports.log));
  if (options.setupNotices) app.use(detectMisconfiguration(options.setupNotices));
  const origins = options.corsOrigins ?? [];
  if (origins.length > 0) {
    const sharedPaths = [apiBase, mediaBase, ...options.endpoints.map(({ path }) => path)];
    // Before what keeps answers: they are kept for all origins alike.
    for (const path of sharedPaths) app.use(`${path}/*`, allowCrossOrigin(origins));
  }
  app.use(cachePublicFeed(ports, metrics?.countLookup));
  app.use(`${mediaBase}/*`, rememberRenditions(renditions));
  app.use(setSecurityHeaders(options));
  app.use(refuseAmbiguousRequest);

  const gate = createByteGate(ports);
  for (const { path, handle } of options.endpoints)
    app.all(`${path}/*`, (c) => {
      c.set('route', `${path}/*`);
      return handle(c.req.raw, gate);
    });
  addHealth(app, options.checkReadiness);
  if (metrics) app.get('/metrics', compressResponses, metrics.tell);
  // Those who watch over it may call it as they like: what comes before tells nothing of anybody.
  if (options.answersTo) app.use(allowHosts(options.answersTo));
  const isOnDisk = options.storageOrigins.length === 0;
  addMedia(app, ports, renditions, isStreaming && isOnDisk ? undefined : largestWholeAnswer);

  // Before anything is read or counted.
  app.use(`${apiBase}/*`, refuseCrossSiteRequest(publicUrl, options.isPublicUrlSet ?? true));
  app.use('/api/*', compressResponses);
  app.use(`${apiBase}/*`, respondNotModified, sendRateLimitHeaders);
  // A small file is read by its own route, once the caller is known.
  const isForm = ({ req }: Context<AppEnv>) => req.method === 'POST' && req.path === `${apiBase}/photos`;
  app.use(`${apiBase}/*`, except(isForm, limitBody, awaitBody));
  app.use(`${apiBase}/*`, async (c, next) => {
    await next();
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'private, no-cache');
  });
  app.use(`${apiBase}/*`, limitRatePerIp(ports, browsers, options.addressOf));
  app.use(`${apiBase}/*`, authenticate(ports, cookies));
  limitRatePerUser(app, ports);
  queuePasswordChecks(app, options.addressOf);
  app.route(apiBase, createApi({ ports, cookies, browsers, publicUrl, quotaBytes, isStreaming }));
  addApiDocs(app, publicUrl);
  if (options.web) {
    addStaticFiles(app, options.web.files);
    addPages(app, { publicUrl, cookies, render: options.web.render });
  }
  return app;
}

/** Nothing is at the address, or nothing by that method: then the answer lists those that there are. */
function answerUnknown(c: Context<AppEnv>, known: KnownRoute | undefined): Response {
  if (!known)
    return respondWithProblem(new AppError('not-found', 'There is no page or API route at this URL.'), c);
  c.set('route', known.route);
  const allowed = known.methods.join(', ');
  const refusal = new AppError('method-not-allowed', `This URL accepts ${allowed}, not ${c.req.method}.`);
  const answer = respondWithProblem(refusal, c);
  answer.headers.set('Allow', allowed);
  return answer;
}

/** `/healthz`: the process answers. `/readyz`: so does what requests depend on. */
function addHealth(app: App, checkReadiness: () => Promise<void>): void {
  app.get('/healthz', (c) => c.json({ status: 'alive' }, 200, { 'Cache-Control': 'no-store' }));
  let checking: Promise<boolean> | undefined;
  app.get('/readyz', async (c) => {
    // Anybody may ask, and each check writes, or asks what others pay for: once for all who ask meanwhile.
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
