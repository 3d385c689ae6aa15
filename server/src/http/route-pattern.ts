import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { App, AppEnv } from './environment.ts';

/* Files of the web app have a new name with each build: together they are one route. */
const assets = '/assets/';

/**
 * The pattern of the route that answers, such as `/api/v1/photos/:id`, and never the path. `undefined` if nothing is at
 * the address. The last pattern that matches would be that of the page for unknown addresses, which matches them all.
 */
export function routePattern(c: Context<AppEnv>): string | undefined {
  const named = c.get('route');
  if (named) return named;
  const found = matchedRoutes(c).find(({ method, path }) => isRoute(method, path));
  return found?.path.startsWith(assets) ? `${assets}*` : found?.path;
}

/* Middleware stands in front of all methods, and fallbacks behind all paths. */
const isRoute = (method: string, path: string) => method !== 'ALL' && !path.endsWith('*');

export type KnownRoute = { route: string; methods: string[] };

/** Says which methods an address takes, for those that nobody answered. `undefined` if nothing is there. */
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
    // Answered from what `GET` says.
    if (methods.has('GET')) methods.add('HEAD');
    return { route: first.route, methods: [...methods].sort() };
  };
}

/* `/users/:name{[a-z]+}` as a regular expression. */
function formOf(route: string): RegExp {
  const parts = route.split(/(:\w+(?:\{[^/]+\})?)/u).map((part) => {
    const [, form] = /^:\w+\{(.+)\}$/u.exec(part) ?? [];
    if (form) return form;
    return part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`, 'u');
}
