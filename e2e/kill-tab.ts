import type { Page } from 'playwright-core';

/** Crashes a page with its paused requests. Closing it would release them first. */
export async function killTab(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  // A crashed page never answers.
  session.send('Page.crash').catch(() => undefined);
  await crashed;
  await page.close();
}
