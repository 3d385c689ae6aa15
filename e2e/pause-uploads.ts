import type { BrowserUser } from './browser-user.ts';

/** Leaves the bytes of files on their way until it is told to go on; answers how to. */
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
  // The hold stays, open: taken away, it would forget the request that comes just then.
  return () => held.resolve();
}
