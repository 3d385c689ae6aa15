import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  FileChooser,
  Locator,
  Page,
} from 'playwright-core';
import type { Client } from './api-client.ts';
import { waitFor } from './api-client.ts';
import type { VitrineProcess } from './vitrine-process.ts';

export const wide = { width: 1440, height: 900 };
export const narrow = { width: 360, height: 740 };

/** Somebody at a browser, and what hands do often. */
export type BrowserUser = AsyncDisposable & {
  page: Page;
  context: BrowserContext;
  main: Locator;
  banner: Locator;
  /** The photos of a grid, as links to their pages. */
  photos: Locator;
  /** What the browser complained of. */
  errors: string[];
  open(path: string): Promise<void>;
  /** Waits until so many photos are shown. */
  waitForPhotos(count: number): Promise<void>;
  /** Picks files through the button in the header. */
  upload(files: Parameters<FileChooser['setFiles']>[0]): Promise<void>;
  /** Opens the menu that a button opens, and chooses from it. */
  chooseMenuItem(button: string | RegExp, item: string): Promise<void>;
  /** Keeps a picture of the window under `artefacts/`. */
  saveScreenshot(name: string): Promise<void>;
};

export type BrowserUserOptions = BrowserContextOptions & { member?: Client | undefined };

/** A browser window of somebody's own, logged in as the member where one is given. */
export async function createBrowserUser(
  browser: Browser,
  vitrine: Pick<VitrineProcess, 'url'>,
  album: string,
  { member, ...options }: BrowserUserOptions = {},
): Promise<BrowserUser> {
  const folder = fileURLToPath(new URL(`../artefacts/${album}/`, import.meta.url));
  await mkdir(folder, { recursive: true });
  const context = await browser.newContext({ viewport: wide, baseURL: vitrine.url, ...options });
  // For as long as a test may take: disks and processors are shared.
  context.setDefaultTimeout(180_000);
  if (member) {
    const [name = '', value = ''] = member.cookie().split('=');
    await context.addCookies([{ name, value, url: vitrine.url }]);
  }
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    // Browsers log every answer that is not a success; whether it should be one, tests say themselves.
    if (message.type() === 'error' && !/Failed to load resource/u.test(message.text()))
      errors.push(message.text());
  });
  const main = page.getByRole('main');
  const banner = page.getByRole('banner');
  const photos = main.locator('a[data-photo]');
  return {
    page,
    context,
    main,
    banner,
    photos,
    errors,
    async open(path) {
      await page.goto(path);
      if (options.javaScriptEnabled !== false) await waitForScript(page);
    },
    waitForPhotos: async (count) =>
      void (await waitFor(
        () => photos.count(),
        (seen) => seen === count,
      )),
    async upload(files) {
      const choosing = page.waitForEvent('filechooser');
      await banner.getByRole('button', { name: 'Upload' }).click();
      await (await choosing).setFiles(files);
    },
    async chooseMenuItem(button, item) {
      await page.getByRole('button', { name: button }).click();
      await page.getByRole('menuitem', { name: item }).click();
    },
    saveScreenshot: async (name) => void (await page.screenshot({ path: `${folder}${name}.png` })),
    [Symbol.asyncDispose]: () => context.close(),
  };
}

/** Opens a page, and waits for a part of its script that comes after the rest. */
export async function openAndLoadChunk(
  part: string,
  { page, open }: BrowserUser,
  path: string,
): Promise<void> {
  const loading = page.waitForResponse((response) => response.url().includes(`/assets/${part}-`));
  await open(path);
  const address = JSON.stringify((await loading).url());
  await page.evaluate(`import(${address}).then(() => undefined)`);
}

/** Waits until the script has taken over the page that the server drew: keys pressed before that are lost. */
export async function waitForScript(page: Page): Promise<void> {
  // React marks an element when it first touches it, and its root when that render is committed.
  const isHydrated = `(() => {
    const reactValue = (element, name) => {
      const key = element && Object.keys(element).find((key) => key.startsWith(name));
      return key && element[key];
    };
    const root = reactValue(document.getElementById('root'), '__reactContainer');
    const isCommitted = root && !root.stateNode.current.memoizedState.isDehydrated;
    return Boolean(isCommitted && reactValue(document.querySelector('main > *'), '__reactFiber'));
  })()`;
  await waitFor(
    () => page.evaluate<boolean>(isHydrated),
    (hydrated) => hydrated,
  );
  // Effects, which add the listeners for keys, run before the browser is idle.
  await page.evaluate(
    'new Promise((resolve) => requestAnimationFrame(() => requestIdleCallback(resolve, { timeout: 5000 })))',
  );
}
