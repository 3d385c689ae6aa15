import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { launchBrowser } from '../e2e/browser.ts';
import { startVitrine } from '../e2e/vitrine-process.ts';
import { findFreePort } from '../server/src/testing/servers/free-port.ts';
import { fillDatabase } from './fill-database.ts';
import { startPictureFront } from './picture-front.ts';
import { printTable } from './print-table.ts';
import { type Frames, watchWheel } from './watch-frames.ts';

const directory = fileURLToPath(new URL('../data/bench/', import.meta.url));
const photoCount = 100_000;
const rounds = 3;
const watched = 20_000;
/** Some six windows a second. */
const wheelPixels = 600;
/** For the way down. */
const patience = 300_000;

type Watched = { where: string; frames: Frames; heap: number };

/** Scrolls by the wheel at both ends of 100,000 photos: how long frames take, and what the page holds. */
export async function bench(): Promise<void> {
  await mkdir(directory, { recursive: true });
  const database = `${directory}feed-${photoCount}.db`;
  if (!existsSync(database)) await fillDatabase(database, photoCount);
  const port = await findFreePort();
  await using vitrine = await startVitrine({
    VITRINE_DATABASE_URL: `sqlite:${database}`,
    VITRINE_PUBLIC_URL: `http://localhost:${port}`,
    VITRINE_LOG_LEVEL: 'silent',
    VITRINE_WORKER: 'off',
  });
  await using _front = await startPictureFront(port, Number(new URL(vitrine.url).port));
  const browser = await launchBrowser();
  const rows: (string | number)[][] = [];
  try {
    for (const { where, frames, heap } of await scroll(browser, `http://localhost:${port}`)) {
      const { worst, late, tasks, longestTask, dearestTask } = frames;
      const cells = [
        frames.frames,
        Math.round(worst),
        late,
        tasks,
        Math.round(longestTask),
        Math.round(dearestTask),
      ];
      rows.push([where, ...cells, (heap / 1e6).toFixed(1)]);
    }
  } finally {
    await browser.close();
  }
  printTable(
    [
      'where',
      'frames',
      'worst frame, ms',
      'frames over 50 ms',
      'tasks over 50 ms',
      'longest task, ms',
      'most CPU of a task, ms',
      'heap after it, MB',
    ],
    rows,
  );
}

async function scroll(browser: Browser, url: string): Promise<Watched[]> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const found: Watched[] = [];
  const watch = async (where: string, pixels: number) => {
    for (let round = 0; round < rounds; round += 1) {
      const frames = await watchWheel(page, pixels, watched);
      found.push({ where, frames, heap: await heapOf(session) });
    }
  };
  // What this browser on this machine makes of a page that does nothing.
  await page.setContent('<p style="height: 1e6px">Nothing</p>');
  await watch('a page without photos', wheelPixels);
  await page.goto(url, { waitUntil: 'networkidle' });
  await watch('down from the newest photos', wheelPixels);
  const passed = await goDown(page);
  await watch(`back up from photo ${passed.toLocaleString('en')}`, -wheelPixels);
  await context.close();
  return found;
}

/** To the end of what is there, again and again, until there is no more. */
async function goDown(page: Page): Promise<number> {
  const last = (): Promise<number> =>
    page.evaluate(`{
      scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' });
      Number([...document.querySelectorAll('[data-index]')].at(-1)?.dataset.index ?? 0) + 1;
    }`);
  const until = performance.now() + patience;
  let passed = 0;
  while (passed < photoCount && performance.now() < until) {
    passed = Math.max(passed, await last());
    await sleep(20);
  }
  return passed;
}

/** After garbage was collected, which would itself make a frame late. */
async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize;
}
