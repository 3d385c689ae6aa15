/** How far a long piece of work is, on stderr: a bar on a terminal, now and then a line anywhere else. */
export type Progress = {
  advance(count?: number): void;
  /** A line of its own, above the bar. */
  note(line: string): void;
  /** Done, or given up: the bar goes. */
  end(): void;
};

const barWidth = 28;
const redrawEvery = 80;

export function createProgress(what: string, total: number, stream = process.stderr): Progress {
  const startedAt = performance.now();
  let done = 0;
  let drawnAt = Number.NEGATIVE_INFINITY;
  let toldTenths = 0;

  function draw(): void {
    if (!stream.isTTY || performance.now() - drawnAt < redrawEvery) return;
    drawnAt = performance.now();
    const filled = Math.round((barWidth * done) / Math.max(1, total));
    const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
    stream.write(`\r\u001b[K${bar} ${done}/${total} ${what}, ${pace(done, total, startedAt)}`);
  }

  return {
    advance(count = 1) {
      done += count;
      draw();
      const tenths = Math.floor((10 * done) / Math.max(1, total));
      if (stream.isTTY || tenths === toldTenths) return;
      toldTenths = tenths;
      stream.write(`${done}/${total} ${what}, ${pace(done, total, startedAt)}\n`);
    },
    note(line) {
      stream.write(stream.isTTY ? `\r\u001b[K${line}\n` : `${line}\n`);
      drawnAt = Number.NEGATIVE_INFINITY;
      draw();
    },
    end() {
      if (stream.isTTY) stream.write('\r\u001b[K');
    },
  };
}

function pace(done: number, total: number, startedAt: number): string {
  const perSecond = done / Math.max(0.001, (performance.now() - startedAt) / 1000);
  const left = perSecond > 0 ? Math.ceil((total - done) / perSecond) : 0;
  return `${perSecond.toFixed(perSecond < 10 ? 1 : 0)} a second${left > 0 ? `, ${left} s left` : ''}`;
}
