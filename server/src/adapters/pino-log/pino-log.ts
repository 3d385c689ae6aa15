import { pino } from 'pino';
import type { Log } from '../../ports/log.ts';

/** JSON lines on standard error, so that what a command prints can be read by scripts. */
export function createPinoLog(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): Log {
  return pino({ level, base: null }, pino.destination({ dest: 2, sync: true }));
}
