import type { Handler, MiddlewareHandler } from 'hono';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { version } from '../domain/version.ts';
import type { Ports } from '../ports/index.ts';
import type { AppEnv } from './environment.ts';
import type { CountLookup } from './media-cache.ts';
import { countPortCalls } from './port-metrics.ts';
import { routePattern } from './route-pattern.ts';

export type Metrics = {
  measure: MiddlewareHandler<AppEnv>;
  /** Prometheus text. */
  tell: Handler<AppEnv>;
  /** The same ports, counting what is done through them. */
  watch(ports: Ports): Ports;
  countLookup: CountLookup;
};

/* https://opentelemetry.io/docs/specs/semconv/http/http-metrics/: other methods must not become labels. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'CONNECT', 'TRACE']);
const buckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** Metrics of this process since its start. Nothing is counted when they are read. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'vitrine_build_info',
    help: 'The version that runs; always 1',
    labelNames: ['version'],
    registers,
  }).set({ version }, 1);
  const duration = new Histogram({
    name: 'http_server_request_duration_seconds',
    help: 'Duration of HTTP requests, by method, route and status',
    labelNames: ['http_request_method', 'http_route', 'http_response_status_code'],
    buckets,
    registers,
  });
  const lookups = new Counter({
    name: 'vitrine_cache_lookups_total',
    help: 'Lookups in the caches of this process, by whether they held what was asked for',
    labelNames: ['cache', 'result'],
    registers,
  });

  return {
    async measure(c, next) {
      // Requests that a page is drawn from are part of the request for the page.
      if (c.env?.within) return next();
      const stop = duration.startTimer();
      await next();
      stop({
        http_request_method: methods.has(c.req.method) ? c.req.method : '_OTHER',
        // The pattern and never the path: strangers choose those. One series stands for whatever is nowhere.
        http_route: routePattern(c) ?? '(unmatched)',
        http_response_status_code: c.res.status,
      });
    },
    tell: async (c) =>
      c.body(await registry.metrics(), 200, {
        'Content-Type': registry.contentType,
        'Cache-Control': 'no-store',
      }),
    watch: (ports) => countPortCalls(ports, registry),
    countLookup: (cache, isHit) => lookups.inc({ cache, result: isHit ? 'hit' : 'miss' }),
  };
}
