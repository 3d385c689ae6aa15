import { writeSync } from 'node:fs';
import { pino } from 'pino';
import { version } from '../../domain/version.ts';
import type { Log } from '../../ports/log.ts';

/** JSON lines on standard error, so that what a command prints can be read by scripts. */
export function createPinoLog(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): Log {
  return pino({ level, base: { service: 'vitrine', version } }, { write: writeLine });
}

const standardError = 2;
const pause = 10;
const maxPauses = 100;
let pausesLeft = maxPauses;
const sleepBuffer = new Int32Array(new SharedArrayBuffer(4));

/*
 * Waits a second for whoever reads slowly, and no more until they read again. What cannot be written then, or at all
 * because the disk is full, is lost: kept, it would fill the memory, and thrown, it would end what the line only tells of.
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
