import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pages } from '@vitrine/contract/pages.ts';
import { type Client, createMember, password } from './api-client.ts';
import { missingBrowser } from './browser.ts';
import { type BrowserUser, createBrowserUser, narrow, wide } from './browser-user.ts';
import { createFixture } from './fixture.ts';
import { findOverflow, findSmallTargets, findViolations } from './page-checks.ts';
import { emptyStates, errorStates, memberStates, type PageState, visitorStates } from './page-states.ts';
import { type Seeded, seed } from './seed.ts';
import { startVitrine } from './vitrine-process.ts';

const screenshotFolder = 'accessibility';

function createNotes() {
  const problems: string[] = [];
  return {
    problems,
    note: (where: string, found: string[]) =>
      void problems.push(...found.map((problem) => `${where}: ${problem}`)),
  };
}

/** Checks the window for overflow, and for axe violations in both themes. */
async function examine({ page, saveScreenshot }: BrowserUser, name: string): Promise<string[]> {
  const { problems, note } = createNotes();
  note('window', await findOverflow(page));
  note('light', await findViolations(page, 'everything'));
  await saveScreenshot(`${name}-light`);
  await page.emulateMedia({ colorScheme: 'dark' });
  note('dark', await findViolations(page, 'colours'));
  await saveScreenshot(`${name}-dark`);
  await page.emulateMedia({ colorScheme: 'light' });
  return problems;
}

/** Checks target sizes, and overflow at small widths and at 200 % text size. */
async function examineResized({ page }: BrowserUser): Promise<string[]> {
  const { problems, note } = createNotes();
  note('small targets', await findSmallTargets(page));
  await page.setViewportSize({ width: 320, height: 640 });
  note('320', await findOverflow(page));
  for (const width of [1440, 640]) {
    await page.setViewportSize({ width, height: 900 });
    await page.evaluate("document.documentElement.style.fontSize = '200%'");
    note(`${width}, text twice as large`, await findOverflow(page));
    await page.evaluate("document.documentElement.style.fontSize = ''");
  }
  return problems;
}

describe('the accessibility check', { skip: missingBrowser() }, () => {
  let seeded: Seeded;
  const fixture = createFixture(screenshotFolder, async (vitrine) => {
    seeded = await seed(vitrine, 10);
  });

  const openStillWindow = (member?: Client, home = fixture.vitrine) =>
    createBrowserUser(fixture.browser, home, screenshotFolder, { reducedMotion: 'reduce', member });

  async function examineAll(kind: string, user: BrowserUser, states: readonly PageState[]) {
    const problems: string[] = [];
    for (const { name, path, reach } of states) {
      const shot = `${kind} ${name}`.replace(/\W+/gu, '-');
      for (const [size, viewport] of Object.entries({ wide, narrow })) {
        await user.page.setViewportSize(viewport);
        await user.open(path);
        await reach(user);
        const found = await examine(user, `${shot}-${size}`);
        if (viewport === narrow) found.push(...(await examineResized(user)));
        problems.push(...found.map((problem) => `${name}, ${size}: ${problem}`));
        await user.context.setOffline(false);
      }
    }
    assert.deepEqual(problems, []);
    assert.deepEqual(user.errors, []);
  }

  it('covers every page', () => {
    const states = [...visitorStates(seeded), ...memberStates(seeded)];
    const paths = states.map(({ path }) => path.split('?')[0] ?? '');
    const unseen = Object.values(pages).filter(({ path }) => {
      const pattern = new RegExp(`^${path.replace(/:\w+/gu, '[^/]+')}$`, 'u');
      return !paths.some((seen) => pattern.test(seen));
    });
    assert.deepEqual(unseen, []);
  });

  it('finds no violation on empty pages', async () => {
    await using empty = await startVitrine();
    await using user = await openStillWindow(await createMember(empty, 'newcomer'), empty);
    await examineAll('empty', user, emptyStates);
  });

  it('finds no violation on pages that visitors see', async () => {
    await using user = await openStillWindow();
    await examineAll('visitor', user, visitorStates(seeded));
  });

  it('finds no violation on pages that members see', async () => {
    await seeded.hide(seeded.photoIds[2]);
    await using user = await openStillWindow(seeded.owner);
    await examineAll('member', user, memberStates(seeded));
  });

  it('finds no violation on pages with errors', async () => {
    await using user = await openStillWindow(seeded.owner);
    await examineAll('trouble', user, errorStates);
  });

  it('finds no violation while an account awaits its deletion', async () => {
    await seeded.guest.call('DELETE', '/me', { password });
    await using user = await openStillWindow(seeded.guest);
    await examineAll('cancelled', user, [
      {
        name: 'home',
        path: '/',
        reach: ({ page }) => page.getByText(/^Your account will be deleted on/u).waitFor(),
      },
    ]);
  });
});
