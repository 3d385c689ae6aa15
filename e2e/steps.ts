import type { TestContext } from 'node:test';
import type { BrowserUser } from './browser-user.ts';

/** Creates dependent subtests. If one fails, the rest are skipped and a screenshot is saved. */
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
