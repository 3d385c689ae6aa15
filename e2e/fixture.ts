import { after, before } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { type BrowserUser, type BrowserUserOptions, createBrowserUser } from './browser-user.ts';
import { startVitrine, type VitrineProcess } from './vitrine-process.ts';

export type Fixture = {
  vitrine: VitrineProcess;
  browser: Browser;
  /** Somebody at the browser, whose pictures are kept under the scene's name. */
  openWindow(options?: BrowserUserOptions): Promise<BrowserUser>;
};

/** A server of its own and a browser for the tests of the suite that calls this: there before them, gone after. */
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
