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

/** A user's browser window, with shortcuts for frequent actions. */
export type BrowserUser = AsyncDisposable & {
  page: Page;
  context: BrowserContext;
  main: Locator;
  banner: Locator;
  /** Links to the photos of a grid. */
  photos: Locator;
  /** Errors on the browser's console and uncaught exceptions. */
  errors: string[];
  open(path: string): Promise<void>;
  /** Waits until the grid shows exactly this many photos. */
  waitForPhotos(count: number): Promise<void>;
  /** Chooses files through the Upload button in the header. */
  upload(files: Parameters<FileChooser['setFiles']>[0]): Promise<void>;
  /** Opens a menu by its button and chooses an item. */
  chooseMenuItem(button: string | RegExp, item: string): Promise<void>;
  /** Saves a screenshot under `artefacts/`. */
  saveScreenshot(name: string): Promise<void>;
};

export type BrowserUserOptions = BrowserContextOptions & { member?: Client | undefined };

/** Opens a browser window with its own cookies, logged in as `member` if one is given. */
export async function createBrowserUser(
  browser: Browser,
  vitrine: Pick<VitrineProcess, 'url'>,
  screenshotFolder: string,
  { member, ...options }: BrowserUserOptions = {},
): Promise<BrowserUser> {
  const folder = fileURLToPath(new URL(`../artefacts/${screenshotFolder}/`, import.meta.url));
  await mkdir(folder, { recursive: true });
  const context = await browser.newContext({ viewport: wide, baseURL: vitrine.url, ...options });
  // Allow three minutes, because tests share disks and processors.
  context.setDefaultTimeout(180_000);
  if (member) {
    const [name = '', value = ''] = member.cookie().split('=');
    await context.addCookies([{ name, value, url: vitrine.url }]);
  }
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    // Ignore the browser's own log of failed requests. Tests assert statuses themselves.
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

/** Opens a page and waits for a lazily loaded chunk of its script. */
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

/** Waits until React has hydrated the page: keys pressed before that are lost. */
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
