import type { Handler, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Environment } from './environment.ts';

export type Metrics = {
  measure: MiddlewareHandler<Environment>;
  /** Prometheus text. */
  tell: Handler<Environment>;
};

/** How long requests take, by route and status, beside what the process says of itself. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'vitrine_http_request_seconds',
    help: 'Time from request to answer, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  });
  return {
    async measure(c, next) {
      const stop = duration.startTimer();
      await next();
      // The pattern and never the path: what is asked for must not become a label.
      stop({ method: c.req.method, route: routePath(c, -1), status: c.res.status });
    },

    tell: async (c) =>
      c.body(await registry.metrics(), 200, {
        'Content-Type': registry.contentType,
        'Cache-Control': 'no-store',
      }),
  };
}
