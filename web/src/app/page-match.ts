import { type PageName, pages } from '@vitrine/contract/pages.ts';

export type PageMatch = { name: PageName; params: Record<string, string> };

const table = Object.entries(pages).map(([name, page]) => ({
  name: name as PageName,
  segments: page.path.split('/').filter(Boolean),
}));

/** Finds the page for a path in the contract's page table. */
export function matchPage(path: string): PageMatch | undefined {
  const segments = path.split('/').filter(Boolean);
  for (const page of table) {
    const params = matchSegments(page.segments, segments);
    if (params) return { name: page.name, params };
  }
  return undefined;
}

function matchSegments(pattern: string[], segments: string[]) {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith(':')) {
      const value = decodeSegment(segment);
      if (value === undefined) return undefined;
      params[part.slice(1)] = value;
    } else if (part !== segment) return undefined;
  }
  return params;
}

function decodeSegment(segment: string) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/** Props of every page: the parameters of its path. */
export type PageProps = { params: Record<string, string> };

const here = 'http://here.invalid';

/** Returns a path on this site for a URL parameter, as the browser parses it. Returns `/` for any other URL. */
export function safeRedirect(text: string | null): string {
  if (!URL.canParse(text ?? '', here)) return '/';
  const { origin, pathname, search, hash } = new URL(text ?? '', here);
  // Browsers read two leading slashes as another host.
  return origin === here ? pathname.replace(/^\/+/u, '/') + search + hash : '/';
}
