import { after, before } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { createPerson, type Person, type PersonOptions } from './person.ts';
import { startVitrine, type VitrineProcess } from './vitrine-process.ts';

export type Scene = {
  vitrine: VitrineProcess;
  browser: Browser;
  /** Somebody at the browser, whose pictures are kept under the scene's name. */
  sitDown(options?: PersonOptions): Promise<Person>;
};

/** A server of its own and a browser for the tests of the suite that calls this: there before them, gone after. */
export function openScene(name: string, furnish?: (vitrine: VitrineProcess) => Promise<void>): Scene {
  const scene = {
    sitDown: (options) => createPerson(scene.browser, scene.vitrine, name, options),
  } as Scene;
  before(async () => {
    scene.vitrine = await startVitrine();
    scene.browser = await launchBrowser();
    await furnish?.(scene.vitrine);
  });
  after(async () => {
    await scene.browser?.close();
    await scene.vitrine?.[Symbol.asyncDispose]();
  });
  return scene;
}
