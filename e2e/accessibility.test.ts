import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pages } from '@vitrine/contract/pages.ts';
import { type Client, createMember, password } from './api-client.ts';
import { missingBrowser } from './browser.ts';
import { type Furnished, furnish } from './furnish.ts';
import { findOverflow, findSmallTargets, findViolations } from './page-faults.ts';
import { emptyStates, memberStates, type PageState, troubledStates, visitorStates } from './page-states.ts';
import { createPerson, narrow, type Person, wide } from './person.ts';
import { openScene } from './scene.ts';
import { startVitrine } from './vitrine-process.ts';

const albumName = 'accessibility';

function createNotes() {
  const faults: string[] = [];
  return {
    faults,
    note: (where: string, found: string[]) => void faults.push(...found.map((fault) => `${where}: ${fault}`)),
  };
}

/** Everything that is wrong with what the window shows, in both themes and with large text. */
async function examine({ page, keep }: Person, name: string): Promise<string[]> {
  const { faults, note } = createNotes();
  note('window', await findOverflow(page));
  note('light', await findViolations(page, 'everything'));
  await keep(`${name}-light`);
  await page.emulateMedia({ colorScheme: 'dark' });
  note('dark', await findViolations(page, 'colours'));
  await keep(`${name}-dark`);
  await page.emulateMedia({ colorScheme: 'light' });
  return faults;
}

/** What a window that is made narrower, or its text larger, does to what it shows. */
async function examineResized({ page }: Person): Promise<string[]> {
  const { faults, note } = createNotes();
  note('small targets', await findSmallTargets(page));
  await page.setViewportSize({ width: 320, height: 640 });
  note('320', await findOverflow(page));
  for (const width of [1440, 640]) {
    await page.setViewportSize({ width, height: 900 });
    await page.evaluate("document.documentElement.style.fontSize = '200%'");
    note(`${width}, text twice as large`, await findOverflow(page));
    await page.evaluate("document.documentElement.style.fontSize = ''");
  }
  return faults;
}

describe('what everybody can use', { skip: missingBrowser() }, () => {
  let furnished: Furnished;
  const scene = openScene(albumName, async (vitrine) => {
    furnished = await furnish(vitrine, 10);
  });

  const createStill = (member?: Client, home = scene.vitrine) =>
    createPerson(scene.browser, home, albumName, { reducedMotion: 'reduce', member });

  async function examineAll(kind: string, person: Person, states: readonly PageState[]) {
    const faults: string[] = [];
    for (const { name, path, reach } of states) {
      const shot = `${kind} ${name}`.replace(/\W+/gu, '-');
      for (const [size, viewport] of Object.entries({ wide, narrow })) {
        await person.page.setViewportSize(viewport);
        await person.open(path);
        await reach(person);
        const found = await examine(person, `${shot}-${size}`);
        if (viewport === narrow) found.push(...(await examineResized(person)));
        faults.push(...found.map((fault) => `${name}, ${size}: ${fault}`));
        await person.context.setOffline(false);
      }
    }
    assert.deepEqual(faults, []);
    assert.deepEqual(person.faults, []);
  }

  it('is looked at on every page there is', () => {
    const states = [...visitorStates(furnished), ...memberStates(furnished)];
    const paths = states.map(({ path }) => path.split('?')[0] ?? '');
    const unseen = Object.values(pages).filter(({ path }) => {
      const pattern = new RegExp(`^${path.replace(/:\w+/gu, '[^/]+')}$`, 'u');
      return !paths.some((seen) => pattern.test(seen));
    });
    assert.deepEqual(unseen, []);
  });

  it('holds for pages that are empty', async () => {
    await using empty = await startVitrine();
    await using person = await createStill(await createMember(empty, 'newcomer'), empty);
    await examineAll('empty', person, emptyStates);
  });

  it('holds for visitors', async () => {
    await using person = await createStill();
    await examineAll('visitor', person, visitorStates(furnished));
  });

  it('holds for members', async () => {
    await furnished.hide(furnished.photoIds[2]);
    await using person = await createStill(furnished.owner);
    await examineAll('member', person, memberStates(furnished));
  });

  it('holds where something is wrong', async () => {
    await using person = await createStill(furnished.owner);
    await examineAll('trouble', person, troubledStates);
  });

  it('holds while an account is cancelled', async () => {
    await furnished.guest.call('DELETE', '/me', { password });
    await using person = await createStill(furnished.guest);
    await examineAll('cancelled', person, [
      {
        name: 'home',
        path: '/',
        reach: ({ page }) => page.getByText(/^Your account will be deleted on/u).waitFor(),
      },
    ]);
  });
});
