import type { TestContext } from 'node:test';
import type { BrowserUser } from './browser-user.ts';

/** Subtests that each lean on the ones before: where one fails, the rest are not tried, and a picture of it is kept. */
export function createSteps(t: TestContext, { saveScreenshot }: BrowserUser) {
  return async (name: string, walk: () => Promise<void>): Promise<void> => {
    let hasFailed = false;
    await t.test(name, async () => {
      try {
        await walk();
      } catch (error) {
        hasFailed = true;
        await saveScreenshot('stopped').catch(() => undefined);
        throw error;
      }
    });
    if (hasFailed) throw new Error(`stopped at: ${name}`);
  };
}
