import type { ServerFunction } from '../constructs/server-function.ts';
import { period, persistently, sumOf, type Watch } from './watch.ts';

export function watchFunctions({ api, worker }: { api: ServerFunction; worker: ServerFunction }): Watch {
  const errors = (part: ServerFunction) => part.function.metricErrors({ period });
  const throttles = (part: ServerFunction) => part.function.metricThrottles({ period });
  return {
    alarms: [
      {
        name: 'ApiErrors',
        meaning: 'The function that answers requests ended in an error.',
        metric: errors(api),
        threshold: 5,
      },
      {
        name: 'WorkerErrors',
        meaning: 'The function that works through jobs ended in an error, time or memory.',
        metric: errors(worker),
        threshold: 5,
        periods: persistently,
      },
      {
        name: 'Throttled',
        meaning: 'The account allows no more functions at once.',
        metric: sumOf({ api: throttles(api), worker: throttles(worker) }),
        threshold: 10,
        periods: persistently,
      },
    ],
    charts: [
      { title: 'Functions: errors', metrics: [errors(api), errors(worker)] },
      { title: 'Functions: throttled', metrics: [throttles(api), throttles(worker)] },
      {
        title: 'Functions: duration, p95 (ms)',
        metrics: [api, worker].map((part) => part.function.metricDuration({ period, statistic: 'p95' })),
      },
    ],
  };
}
