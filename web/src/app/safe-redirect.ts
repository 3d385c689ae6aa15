const here = 'http://here.invalid';

/** Returns a path on this site for a URL parameter, as the browser parses it. Returns `/` for any other URL. */
export function safeRedirect(text: string | null): string {
  if (!URL.canParse(text ?? '', here)) return '/';
  const { origin, pathname, search, hash } = new URL(text ?? '', here);
  // Browsers read two leading slashes as another host.
  return origin === here ? pathname.replace(/^\/+/u, '/') + search + hash : '/';
}
