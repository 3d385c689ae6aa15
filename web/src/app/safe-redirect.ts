const here = 'http://here.invalid';

/** Where a parameter that anyone can write leads: an address of ours, as the browser itself reads it, or the home page. */
export function safeRedirect(text: string | null): string {
  if (!URL.canParse(text ?? '', here)) return '/';
  const { origin, pathname, search, hash } = new URL(text ?? '', here);
  // Two slashes at its start would be read as another host once more.
  return origin === here ? pathname.replace(/^\/+/u, '/') + search + hash : '/';
}
