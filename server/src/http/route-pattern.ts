import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { App, AppEnv } from './environment.ts';

/* Files of the web app have new names in each build, so they count as one route. */
const assets = '/assets/';

/**
 * Returns the pattern of the matched route, such as `/api/v1/photos/:id`, or `undefined` if none matches. It skips the
 * page for unknown URLs, which matches every path.
 */
export function routePattern(c: Context<AppEnv>): string | undefined {
  const named = c.get('route');
  if (named) return named;
  const found = matchedRoutes(c).find(({ method, path }) => isRoute(method, path));
  return found?.path.startsWith(assets) ? `${assets}*` : found?.path;
}

/* Excludes middleware, which has all methods, and fallbacks, which have all paths. */
const isRoute = (method: string, path: string) => method !== 'ALL' && !path.endsWith('*');

export type KnownRoute = { route: string; methods: string[] };

/** Returns a function that looks up the route and methods of a path, or `undefined` for an unknown path. */
export function createRouteIndex(app: App): (path: string) => KnownRoute | undefined {
  let known: { form: RegExp; route: string; methods: Set<string> }[] | undefined;
  const read = () => {
    const methodsByRoute = Map.groupBy(
      app.routes.filter(({ method, path }) => isRoute(method, path)),
      ({ path }) => path,
    );
    return [...methodsByRoute].map(([route, routes]) => ({
      route,
      form: formOf(route),
      methods: new Set(routes.map(({ method }) => method)),
    }));
  };
  return (path) => {
    known ??= read();
    const found = known.filter(({ form }) => form.test(path));
    const [first] = found;
    if (!first) return undefined;
    const methods = new Set(found.flatMap((one) => [...one.methods]));
    // Hono answers `HEAD` with the handler of `GET`.
    if (methods.has('GET')) methods.add('HEAD');
    return { route: first.route, methods: [...methods].sort() };
  };
}

/* Converts a pattern such as `/users/:name{[a-z]+}` to a regular expression. */
function formOf(route: string): RegExp {
  const parts = route.split(/(:\w+(?:\{[^/]+\})?)/u).map((part) => {
    const [, form] = /^:\w+\{(.+)\}$/u.exec(part) ?? [];
    if (form) return form;
    return part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`, 'u');
}
