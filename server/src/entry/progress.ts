import { countOf, formatDuration } from './terminal.ts';

/** Status lines at the end of a terminal, redrawn on changes. Without a terminal they are not drawn. */
type StatusLines = {
  /** Draws the lines, unless they were drawn a moment ago. */
  draw(): void;
  /** Writes a permanent line above the status lines. */
  note(line: string): void;
  end(): void;
};

export type TerminalStream = Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>;

const redrawEvery = 100;
const keepAlive = 500;

export function createStatusLines(compose: () => readonly string[], stream: TerminalStream): StatusLines {
  let drawnAt = Number.NEGATIVE_INFINITY;
  let drawn = 0;

  /* Moves to the first status line and clears everything from there. */
  const erase = () => {
    if (drawn > 0) stream.write(`\r${drawn > 1 ? `\u001b[${drawn - 1}A` : ''}\u001b[J`);
    drawn = 0;
  };
  function redraw(): void {
    drawnAt = performance.now();
    const width = (stream.columns || 80) - 1;
    const lines = compose().map((line) => cut(line, width));
    erase();
    stream.write(lines.join('\n'));
    drawn = lines.length;
  }
  // Redraws the remaining time also while nothing arrives.
  const timer = stream.isTTY ? setInterval(redraw, keepAlive).unref() : undefined;

  return {
    draw() {
      if (stream.isTTY && performance.now() - drawnAt >= redrawEvery) redraw();
    },
    note(line) {
      const isDrawn = drawn > 0;
      erase();
      stream.write(`${line}\n`);
      if (isDrawn) redraw();
    },
    end() {
      clearInterval(timer);
      erase();
    },
  };
}

/* Cuts lines that would wrap, because `erase` cannot find their start. CJK characters and emoji take two columns. */
function cut(line: string, width: number): string {
  let columns = 0;
  let shown = '';
  for (const character of line) {
    columns +=
      /[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]|\p{Emoji_Presentation}/u.test(
        character,
      )
        ? 2
        : 1;
    if (columns > width) return shown;
    shown += character;
  }
  return shown;
}

/** Reports the progress of long work on stderr: a bar on a terminal, occasional lines elsewhere. */
export type Progress = {
  advance(count?: number): void;
  /** Writes a line above the bar. */
  note(line: string): void;
  /** Removes the bar, whether the work is done or has failed. */
  end(): void;
};

/** `what` is the singular of the counted noun, such as `photo`. `participle` follows the count. */
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
  // The first second is too short for an estimate.
  if (seconds < 1 || done === 0) return '';
  const perSecond = done / seconds;
  const left = done < total ? `, ${formatDuration((1000 * (total - done)) / perSecond)} left` : '';
  return `, ${perSecond.toFixed(perSecond < 10 ? 1 : 0)} a second${left}`;
}

/** Processes the items in order, `limit` at a time. Throws the first failure after the running items have finished. */
export async function inParallel<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  limit: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const source = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  let failure: { error: unknown } | undefined;
  const lane = async () => {
    try {
      for (;;) {
        const next = await source.next();
        if (next.done || failure) return;
        await work(next.value);
      }
    } catch (error) {
      failure ??= { error };
    }
  };
  await Promise.all(Array.from({ length: limit }, lane));
  if (failure) throw failure.error;
}
