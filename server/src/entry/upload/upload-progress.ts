import { basename } from 'node:path';
import { bar, createStatusLines, type TerminalStream } from '../progress.ts';
import { countOf, formatBytes, formatDuration, terminalText } from '../terminal.ts';

/** The progress of one file. */
export type FileProgress = {
  /** Bytes that went out, or with a minus sign those that have to go again. */
  sent(bytes: number): void;
  /** Bytes that arrived in an earlier run. */
  skipped(bytes: number): void;
  /** Starts the count of this file again. */
  restart(): void;
  settled(): void;
};
export type UploadProgress = {
  begin(file: { path: string; bytes: number }): FileProgress;
  note(line: string): void;
  end(): void;
};

type Options = { stream?: TerminalStream; now?: () => number };

/* Smaller files are sent before anyone reads their line. */
const largeFile = 16 * 1024 * 1024;
const mostFileLines = 4;
/* The speed is an average of the last seconds, so that it follows the network. */
const speedWindow = 15_000;
const leastWindow = 1_000;
const longestSilence = 60_000;

/** Reports the bytes, speed and remaining time: live on a terminal, else a line per tenth or per minute. */
export function createUploadProgress(
  total: { files: number; bytes: number },
  { stream = process.stderr, now = () => performance.now() }: Options = {},
): UploadProgress {
  const active = new Map<FileProgress, { name: string; bytes: number; done: number }>();
  const samples: { at: number; transferred: number }[] = [{ at: now(), transferred: 0 }];
  let settledFiles = 0;
  let done = 0;
  let transferred = 0;
  let told = { at: now(), tenths: 0 };

  function speed(): number | undefined {
    const at = now();
    const isOld = (age: number, index: number) => at - (samples[index]?.at ?? at) >= age;
    while (isOld(speedWindow, 0) && isOld(leastWindow, 1)) samples.shift();
    const first = samples[0];
    if (!first || at - first.at < leastWindow) return undefined;
    return Math.max(0, (1000 * (transferred - first.transferred)) / (at - first.at));
  }
  function describe(): string {
    const perSecond = speed();
    const left = total.bytes - done;
    return [
      `${settledFiles} of ${countOf(total.files, 'photo')}`,
      `${formatBytes(done)} of ${formatBytes(total.bytes)}`,
      ...(perSecond !== undefined && left > 0 ? [`${formatBytes(perSecond)}/s`] : []),
      ...(perSecond && left > 0 ? [`${formatDuration((1000 * left) / perSecond)} left`] : []),
    ].join(', ');
  }
  const compose = () => [
    `${bar(done / Math.max(1, total.bytes))}  ${describe()}`,
    ...[...active.values()]
      .filter(({ bytes }) => bytes >= largeFile)
      .slice(0, mostFileLines)
      .map(({ name, bytes, done }) => {
        const percent = `${Math.floor((100 * done) / bytes)} %`.padStart(7);
        return `${percent}  ${formatBytes(done)} of ${formatBytes(bytes)}  ${name}`;
      }),
  ];
  const lines = createStatusLines(compose, stream);

  function tell(): void {
    lines.draw();
    const at = now();
    if (at - (samples.at(-1)?.at ?? 0) >= 250) samples.push({ at, transferred });
    if (stream.isTTY) return;
    const tenths = Math.floor((10 * done) / Math.max(1, total.bytes));
    if (tenths <= told.tenths && at - told.at < longestSilence) return;
    told = { at, tenths: Math.max(tenths, told.tenths) };
    lines.note(describe());
  }

  return {
    begin({ path, bytes }) {
      const state = { name: terminalText(basename(path)), bytes, done: 0 };
      const move = (by: number) => {
        state.done += by;
        done += by;
        tell();
      };
      const file: FileProgress = {
        sent(count) {
          transferred += count;
          move(count);
        },
        skipped: move,
        restart: () => move(-state.done),
        settled() {
          active.delete(file);
          settledFiles += 1;
          move(bytes - state.done);
        },
      };
      active.set(file, state);
      return file;
    },
    note: lines.note,
    end: lines.end,
  };
}
