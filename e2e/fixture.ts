import { after, before } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { type BrowserUser, type BrowserUserOptions, createBrowserUser } from './browser-user.ts';
import { startVitrine, type VitrineProcess } from './vitrine-process.ts';

export type Fixture = {
  vitrine: VitrineProcess;
  browser: Browser;
  /** Opens a window whose screenshots go to the fixture's folder. */
  openWindow(options?: BrowserUserOptions): Promise<BrowserUser>;
};

/** Starts a server and a browser before the tests of the calling suite, and stops both after them. */
export function createFixture(name: string, seed?: (vitrine: VitrineProcess) => Promise<void>): Fixture {
  const fixture = {
    openWindow: (options) => createBrowserUser(fixture.browser, fixture.vitrine, name, options),
  } as Fixture;
  before(async () => {
    fixture.vitrine = await startVitrine();
    fixture.browser = await launchBrowser();
    await seed?.(fixture.vitrine);
  });
  after(async () => {
    await fixture.browser?.close();
    await fixture.vitrine?.[Symbol.asyncDispose]();
  });
  return fixture;
}
