import { apiBase } from '@vitrine/contract/api.ts';
import { type Context, Hono } from 'hono';
import { except } from 'hono/combine';
import { AppError } from '../domain/errors.ts';
import { createByteGate } from '../features/media/byte-gate.ts';
import { mediaBase } from '../features/media/rendition-url.ts';
import type { ByteGate } from '../ports/byte-gate.ts';
import type { Ports } from '../ports/index.ts';
import { keepPublicAnswers } from './answer-cache.ts';
import { createApi } from './api.ts';
import { addApiDocs } from './api-docs.ts';
import { authenticate, createSessionCookies } from './authenticate.ts';
import { awaitBody } from './await-body.ts';
import { createBrowserCookies } from './browser-cookie.ts';
import { compressAnswers } from './compress-answers.ts';
import { answerUnchanged } from './entity-tags.ts';
import type { App, Environment } from './environment.ts';
import { addHealth } from './health.ts';
import { limitAttempts } from './limit-attempts.ts';
import { limitBody } from './limit-body.ts';
import { limitMembers } from './limit-members.ts';
import { addMedia, rememberRenditions } from './media.ts';
import type { Metrics } from './metrics.ts';
import { nameRequest } from './name-request.ts';
import { noticeSetup, type SetupNoticeOptions } from './notice-setup.ts';
import { addPages, type PageRenderer } from './pages.ts';
import { takePasswordTurns } from './password-turns.ts';
import { answerProblem } from './problems.ts';
import { tellLimits } from './rate-limit-headers.ts';
import { refuseAmbiguousRequest } from './refuse-ambiguous-request.ts';
import { refuseForeignOrigin } from './refuse-foreign-origin.ts';
import { refuseStrangeHost } from './refuse-strange-host.ts';
import { createRenditionMemory, type RenditionMemory } from './rendition-memory.ts';
import { createAddressBook, type KnownAddress } from './route-of.ts';
import { type PolicySources, setSecurityHeaders } from './security-headers.ts';
import { shareWithOrigins } from './share-with-origins.ts';
import { addStaticFiles, type StaticFiles } from './static-files.ts';

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
  addressOf: (c: Context<Environment>) => string | undefined;
  /** Given if the gallery is for this machine or its network alone: it answers to no name from elsewhere. */
  answersTo?: (hostname: string) => boolean;
  /** What `/metrics` tells everybody who can reach it; without it there is no such address. */
  metrics?: Metrics;
  /** Given where somebody else answers from it too. */
  renditions?: RenditionMemory;
  /** Whether an answer can stay open; false where the whole of it is waited for, as API Gateway does. True if not said. */
  isStreaming?: boolean;
  /** Looks at requests for signs that settings do not fit the network around the server. */
  setupNotices?: SetupNoticeOptions;
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
    renditions = createRenditionMemory(ports, options.metrics?.countLookup),
  } = options;
  const cookies = createSessionCookies(publicUrl);
  const browsers = createBrowserCookies(ports, publicUrl);
  const app: App = new Hono<Environment>();
  app.onError((error, c) => answerProblem(error, c));
  const findAddress = createAddressBook(app);
  app.notFound((c) => answerUnknown(c, findAddress(c.req.path)));
  const { metrics } = options;
  if (metrics) app.use(metrics.measure);
  app.use(nameRequest(ports.log));
  if (options.setupNotices) app.use(noticeSetup(options.setupNotices));
  const origins = options.corsOrigins ?? [];
  if (origins.length > 0) {
    const sharedPaths = [apiBase, mediaBase, ...options.endpoints.map(({ path }) => path)];
    // Before what keeps answers: they are kept for all origins alike.
    for (const path of sharedPaths) app.use(`${path}/*`, shareWithOrigins(origins));
  }
  app.use(keepPublicAnswers(ports, metrics?.countLookup));
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
  if (metrics) app.get('/metrics', compressAnswers, metrics.tell);
  // Those who watch over it may call it as they like: what comes before tells nothing of anybody.
  if (options.answersTo) app.use(refuseStrangeHost(options.answersTo));
  const isOnDisk = options.storageOrigins.length === 0;
  addMedia(app, ports, renditions, isStreaming && isOnDisk ? undefined : largestWholeAnswer);

  // Before anything is read or counted.
  app.use(`${apiBase}/*`, refuseForeignOrigin(publicUrl, options.isPublicUrlSet ?? true));
  app.use('/api/*', compressAnswers);
  app.use(`${apiBase}/*`, answerUnchanged, tellLimits);
  // A small file is read by its own route, once the caller is known.
  const isForm = ({ req }: Context<Environment>) => req.method === 'POST' && req.path === `${apiBase}/photos`;
  app.use(`${apiBase}/*`, except(isForm, limitBody, awaitBody));
  app.use(`${apiBase}/*`, async (c, next) => {
    await next();
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'private, no-cache');
  });
  app.use(`${apiBase}/*`, limitAttempts(ports, browsers, options.addressOf));
  app.use(`${apiBase}/*`, authenticate(ports, cookies));
  limitMembers(app, ports);
  takePasswordTurns(app, options.addressOf);
  app.route(apiBase, createApi({ ports, cookies, browsers, publicUrl, quotaBytes, isStreaming }));
  addApiDocs(app, publicUrl);
  if (options.web) {
    addStaticFiles(app, options.web.files);
    addPages(app, { publicUrl, cookies, render: options.web.render });
  }
  return app;
}

/** Nothing is at the address, or nothing by that method: then the answer lists those that there are. */
function answerUnknown(c: Context<Environment>, known: KnownAddress | undefined): Response {
  if (!known) return answerProblem(new AppError('not-found', 'There is nothing at this address.'), c);
  c.set('route', known.route);
  const allowed = known.methods.join(', ');
  const refusal = new AppError(
    'method-not-allowed',
    `This address takes ${allowed} and not ${c.req.method}.`,
  );
  const answer = answerProblem(refusal, c);
  answer.headers.set('Allow', allowed);
  return answer;
}
