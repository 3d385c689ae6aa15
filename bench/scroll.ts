import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, CDPSession, Page } from 'playwright-core';
import sharp from 'sharp';
import { launchBrowser } from '../e2e/browser.ts';
import { startVitrine } from '../e2e/vitrine-process.ts';
import { findFreePort } from '../server/src/testing/servers/free-port.ts';
import { fillDatabase } from './fill-database.ts';
import { type Frames, watchWheel } from './frame-times.ts';
import { findLargePhotos } from './large-photos.ts';
import { printTable } from './results.ts';

const directory = fileURLToPath(new URL('../data/bench/', import.meta.url));
const photoCount = 100_000;
const rounds = 3;
const watched = 20_000;
/** About six window heights a second. */
const wheelPixels = 600;
/** The time limit for scrolling down, in milliseconds. */
const scrollTimeout = 300_000;

type Watched = { where: string; frames: Frames; heap: number };

/** Scrolls with the wheel at both ends of 100,000 photos, and measures frame times and the heap. */
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
  await using _proxy = await startPictureProxy(port, Number(new URL(vitrine.url).port));
  const browser = await launchBrowser();
  const rows: (string | number)[][] = [];
  try {
    for (const { where, frames, heap } of await scroll(browser, `http://localhost:${port}`)) {
      const { worst, late, tasks, longestTask, costliestTask } = frames;
      const cells = [
        frames.frames,
        Math.round(worst),
        late,
        tasks,
        Math.round(longestTask),
        Math.round(costliestTask),
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
  // An empty page is the reference for this browser and machine.
  await page.setContent('<p style="height: 1e6px">Nothing</p>');
  await watch('a page without photos', wheelPixels);
  await page.goto(url, { waitUntil: 'networkidle' });
  await watch('down from the newest photos', wheelPixels);
  const passed = await goDown(page);
  await watch(`back up from photo ${passed.toLocaleString('en')}`, -wheelPixels);
  await context.close();
  return found;
}

/** Scrolls to the end of the loaded photos until all are loaded. */
async function goDown(page: Page): Promise<number> {
  const last = (): Promise<number> =>
    page.evaluate(`{
      scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' });
      Number([...document.querySelectorAll('[data-index]')].at(-1)?.dataset.index ?? 0) + 1;
    }`);
  const until = performance.now() + scrollTimeout;
  let passed = 0;
  while (passed < photoCount && performance.now() < until) {
    passed = Math.max(passed, await last());
    await sleep(20);
  }
  return passed;
}

/** Collects garbage first, so that it does not delay a measured frame. */
async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize;
}

/** Starts a proxy that serves renditions for photos without bytes, and forwards all other requests. */
async function startPictureProxy(port: number, serverPort: number): Promise<AsyncDisposable> {
  const pictures = new Map<string, Buffer>();
  const [photo] = await findLargePhotos();
  for (const width of [320, 640, 1280, 2048]) {
    const drawn = sharp(photo).resize(width, (width * 3) / 4, { fit: 'cover' });
    pictures.set(String(width), await drawn.webp({ quality: 80, effort: 2 }).toBuffer());
  }
  const server = createServer((incoming, response) => {
    const picture = pictures.get(/^\/media\/.*\/(\d+)\.\w+$/u.exec(incoming.url ?? '')?.[1] ?? '');
    if (picture) {
      response.writeHead(200, { 'Content-Type': 'image/webp', 'Content-Length': picture.byteLength });
      response.end(picture);
      return;
    }
    const { method, url, headers } = incoming;
    const forwarded = request({ port: serverPort, host: '127.0.0.1', method, path: url, headers }, (got) => {
      response.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(response);
    });
    forwarded.once('error', () => response.destroy());
    incoming.pipe(forwarded);
  });
  server.listen(port, 'localhost');
  await once(server, 'listening');
  return {
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
