import { relative } from 'node:path';
import type { TestEvent } from 'node:test/reporters';

/* Slower files are worth a look. */
const slowFiles = 5;

/** A reporter for the end of a run: names what was left out, why, and which files took longest. */
export default async function* reportLeftOut(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const leftOut = new Map<string, number>();
  const durations: { file: string; seconds: number }[] = [];
  for await (const { type, data } of events) {
    if (type === 'test:pass' && data.skip !== undefined) {
      const reason = typeof data.skip === 'string' ? data.skip : 'no reason given';
      leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
    }
    if (type === 'test:summary' && data.file)
      durations.push({ file: relative(process.cwd(), data.file), seconds: data.duration_ms / 1000 });
  }
  for (const [reason, count] of leftOut)
    yield `Left out ${count} ${count === 1 ? 'test or suite' : 'tests or suites'}: ${reason}\n`;
  if (durations.length <= slowFiles) return;
  durations.sort((a, b) => b.seconds - a.seconds);
  const slowest = durations.slice(0, slowFiles).map(({ file, seconds }) => `${file} ${seconds.toFixed(0)} s`);
  yield `Slowest: ${slowest.join(', ')}\n`;
}
