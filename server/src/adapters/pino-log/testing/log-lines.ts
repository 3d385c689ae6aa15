import { createPinoLog } from '../pino-log.ts';

/* Logs as many lines as it is told to, and says by how many megabytes the process has grown over the second half. */
const log = createPinoLog('info');
// Whoever has looked at it is refused where its reader is slow, in place of having to wait.
void process.stderr;
const lines = Number(process.argv[2]);
const logHalf = () => {
  for (let count = 0; count < lines / 2; count += 1) log.info({ count, detail: 'x'.repeat(1000) }, 'line');
  return process.memoryUsage.rss() / 2 ** 20;
};
const half = logHalf();
console.log(JSON.stringify({ grownBy: logHalf() - half }));
