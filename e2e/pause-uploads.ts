import type { BrowserUser } from './browser-user.ts';

/** Holds back the PUT requests that `isHeld` selects. The returned function releases them. */
export async function pauseUploads(
  { page }: BrowserUser,
  isHeld: (nth: number) => boolean,
): Promise<() => void> {
  let sent = 0;
  const held = Promise.withResolvers<void>();
  const isBytes = (url: URL) => !url.pathname.startsWith('/api/');
  await page.route(isBytes, async (route) => {
    if (route.request().method() === 'PUT' && isHeld(sent++)) await held.promise;
    await route.continue().catch(() => undefined);
  });
  // Keep the route: removing it would drop a request that arrives at the same moment.
  return () => held.resolve();
}
