import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page, Response } from 'playwright-core';
import { createMember, waitFor } from '../e2e/api-client.ts';
import { launchBrowser } from '../e2e/browser.ts';
import { findSamplePhotos } from '../e2e/sample-photos.ts';
import { startVitrine, type VitrineProcess } from '../e2e/vitrine-process.ts';
import { copyOf } from './large-photos.ts';
import { median, printTable } from './results.ts';

const photoCount = 50;
const visits = 5;

type Visit = { script: number; scripts: number; before: number; paint: number };

/** Measures the home page with 50 photos in Chromium, with an empty browser cache. */
export async function bench(): Promise<void> {
  await using vitrine = await startVitrine({ VITRINE_LOG_LEVEL: 'silent' });
  await publish(vitrine);
  const browser = await launchBrowser();
  try {
    // Warms up the browser.
    await visit(browser, vitrine.url);
    const first: Visit[] = [];
    const later: Visit[] = [];
    for (let index = 0; index < visits; index += 1) {
      await vitrine.end('SIGTERM');
      await vitrine.restart();
      first.push(await visit(browser, vitrine.url));
      // Two seconds later the server has compressed the scripts at the highest level.
      await sleep(2000);
      later.push(await visit(browser, vitrine.url));
    }
    const row = (name: string, all: readonly Visit[]) => [
      name,
      (median(all.map(({ script }) => script)) / 1000).toFixed(1),
      median(all.map(({ scripts }) => scripts)),
      median(all.map(({ before }) => before)),
      Math.round(median(all.map(({ paint }) => paint))),
      Math.round(Math.min(...all.map(({ paint }) => paint))),
    ];
    printTable(
      [
        `visit, median of ${visits}`,
        'script, kB in brotli',
        'script files',
        'requests before the first photo',
        'largest paint, ms',
        'fastest, ms',
      ],
      [row('first visit since the start', first), row('later visit', later)],
    );
  } finally {
    await browser.close();
  }
}

async function publish(vitrine: VitrineProcess): Promise<void> {
  const client = await createMember(vitrine, 'bench');
  const files = await findSamplePhotos(10);
  for (let index = 0; index < photoCount; index += 1) {
    const file = files[index % files.length] ?? '';
    await client.upload(copyOf(await readFile(file), index), basename(file));
  }
  type Listed = { items: { status: string }[] };
  await waitFor(
    async () => (await client.call('GET', '/me/photos?limit=200&status=ready')).body as Listed,
    ({ items }) => items.length === photoCount,
  );
  // The rendering processes end after ten idle seconds.
  await sleep(12_000);
}

async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const requested: string[] = [];
  const scripts: Promise<number>[] = [];
  page.on('request', (request) => requested.push(new URL(request.url()).pathname));
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(sizeOf(response));
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  await sleep(500);
  const paint = await largestPaint(page);
  await context.close();
  const sizes = await Promise.all(scripts);
  return {
    script: sizes.reduce((sum, bytes) => sum + bytes, 0),
    scripts: sizes.length,
    before: requested.findIndex((path) => path.startsWith('/media/')),
    paint,
  };
}

async function sizeOf(response: Response): Promise<number> {
  const { 'content-length': length, 'content-encoding': encoding } = await response.allHeaders();
  if (encoding !== 'br' || !length) throw new Error(`${response.url()} came without brotli or length`);
  return Number(length);
}

// The script is text, because Node's types do not include browser APIs.
const largestPaint = (page: Page): Promise<number> =>
  page.evaluate(`new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime));
    observer.observe({ type: 'largest-contentful-paint', buffered: true });
  })`);
