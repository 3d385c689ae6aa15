/** The last lines of a terminal, drawn over again as things change; nothing of them anywhere else. */
export type StatusLines = {
  /** Draws if the last time was long enough ago. */
  draw(): void;
  /** Writes a line that stays, above those that change. */
  note(line: string): void;
  end(): void;
};

export type TerminalStream = Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>;

const redrawEvery = 100;
const keepAlive = 500;

export function createStatusLines(compose: () => readonly string[], stream: TerminalStream): StatusLines {
  let drawnAt = Number.NEGATIVE_INFINITY;
  let drawn = 0;

  /* To the first of the lines, and all below goes. */
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
  // Time goes on while nothing arrives.
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

/* A line that wraps would not be found again. Chinese, Japanese and emoji take two columns. */
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
