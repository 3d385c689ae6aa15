import { countOf, formatDuration } from './human-units.ts';
import { createStatusLines, type TerminalStream } from './status-lines.ts';

/** How far a long piece of work is, on stderr: a bar on a terminal, now and then a line anywhere else. */
export type Progress = {
  advance(count?: number): void;
  /** A line of its own, above the bar. */
  note(line: string): void;
  /** Removes the bar, whether the work is done or has failed. */
  end(): void;
};

/** `what` names one of the things that are counted: `photo`; `participle` comes after the count. */
export function createProgress(
  what: string,
  total: number,
  { participle = '', stream = process.stderr }: { participle?: string; stream?: TerminalStream } = {},
): Progress {
  const startedAt = performance.now();
  let done = 0;
  let toldTenths = 0;
  const describe = () =>
    `${done} of ${countOf(total, what)}${participle && ` ${participle}`}${pace(done, total, startedAt)}`;
  const lines = createStatusLines(() => [`${bar(done / Math.max(1, total))}  ${describe()}`], stream);

  return {
    advance(count = 1) {
      done += count;
      lines.draw();
      const tenths = Math.floor((10 * done) / Math.max(1, total));
      if (stream.isTTY || tenths === toldTenths) return;
      toldTenths = tenths;
      lines.note(describe());
    },
    note: lines.note,
    end: lines.end,
  };
}

const barWidth = 24;

export function bar(share: number): string {
  const filled = Math.round(barWidth * Math.min(1, Math.max(0, share)));
  return '█'.repeat(filled) + '░'.repeat(barWidth - filled);
}

function pace(done: number, total: number, startedAt: number): string {
  const seconds = (performance.now() - startedAt) / 1000;
  // Files that were done at once say nothing about the rest.
  if (seconds < 1 || done === 0) return '';
  const perSecond = done / seconds;
  const left = done < total ? `, ${formatDuration((1000 * (total - done)) / perSecond)} left` : '';
  return `, ${perSecond.toFixed(perSecond < 10 ? 1 : 0)} a second${left}`;
}
