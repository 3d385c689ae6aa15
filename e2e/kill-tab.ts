import type { Page } from 'playwright-core';

/** Ends a page as a crash does, with what is held of its requests: closing it would let go of them first. */
export async function killTab(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  // Nothing answers any longer.
  session.send('Page.crash').catch(() => undefined);
  await crashed;
  await page.close();
}
