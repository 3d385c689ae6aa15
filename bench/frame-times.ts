import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';

export type Frames = {
  frames: number;
  worst: number;
  late: number;
  tasks: number;
  longestTask: number;
  /** Processor time in milliseconds. Waiting for a processor does not count. */
  costliestTask: number;
};

/* The page's script is text, because Node's types do not include browser APIs. */
const start = `{
  const seen = { frames: 0, worst: 0, late: 0, tasks: 0, longestTask: 0, isOver: false };
  window.seenFrames = seen;
  let last;
  const onFrame = (now) => {
    if (seen.isOver) return;
    const took = last === undefined ? 0 : now - last;
    last = now;
    seen.frames += 1;
    seen.worst = Math.max(seen.worst, took);
    if (took > 50) seen.late += 1;
    requestAnimationFrame(onFrame);
  };
  requestAnimationFrame(onFrame);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      if (seen.isOver) return;
      seen.tasks += 1;
      seen.longestTask = Math.max(seen.longestTask, duration);
    }
  }).observe({ type: 'longtask' });
}`;

/** Turns the wheel for a period, and measures the frames. */
export async function watchWheel(page: Page, pixels: number, milliseconds: number): Promise<Frames> {
  await page.mouse.move(720, 450);
  await page.mouse.wheel(0, pixels);
  await sleep(1000);
  const browser = page.context().browser();
  if (!browser) throw new Error('the page has no browser');
  await browser.startTracing(page, { categories: ['toplevel'] });
  await page.evaluate(start);
  const until = performance.now() + milliseconds;
  while (performance.now() < until) {
    await page.mouse.wheel(0, pixels);
    await sleep(100);
  }
  const seen: Omit<Frames, 'costliestTask'> = await page.evaluate(
    'window.seenFrames.isOver = true, window.seenFrames',
  );
  return { ...seen, costliestTask: findCostliestTask(await browser.stopTracing()) };
}

type TraceEvent = {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  tdur?: number;
  args: { name?: string };
};

/** Searches the main threads of the pages. */
function findCostliestTask(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const pages = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(threadOf),
  );
  return traceEvents
    .filter((event) => event.ph === 'X' && pages.has(threadOf(event)))
    .reduce((most, { tdur = 0 }) => Math.max(most, tdur / 1000), 0);
}
