import { writeSync } from 'node:fs';
import { pino } from 'pino';
import { version } from '../../domain/version.ts';
import type { Log } from '../../ports/log.ts';

/** Writes JSON lines to standard error, so that scripts can parse a command's output. */
export function createPinoLog(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): Log {
  return pino({ level, base: { service: 'vitrine', version } }, { write: writeLine });
}

const standardError = 2;
const pause = 10;
const maxPauses = 100;
let pausesLeft = maxPauses;
const sleepBuffer = new Int32Array(new SharedArrayBuffer(4));

/*
 * Waits up to a second for a slow reader, and not again until it reads. Then drops lines, also if the disk is full:
 * buffering would fill the memory, and throwing would end the work that the line reports.
 */
function writeLine(line: string): void {
  let rest = Buffer.from(line);
  while (rest.length > 0)
    try {
      rest = rest.subarray(writeSync(standardError, rest));
      pausesLeft = maxPauses;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || pausesLeft === 0) return;
      pausesLeft -= 1;
      Atomics.wait(sleepBuffer, 0, 0, pause);
    }
}
