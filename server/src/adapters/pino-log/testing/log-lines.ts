import { createPinoLog } from '../pino-log.ts';

/* Logs the given number of lines and prints by how many megabytes the process grew over the second half. */
const log = createPinoLog('info');
// Accessing stderr makes the pipe non-blocking, so that writes to a slow reader fail instead of waiting.
void process.stderr;
const lines = Number(process.argv[2]);
const logHalf = () => {
  for (let count = 0; count < lines / 2; count += 1) log.info({ count, detail: 'x'.repeat(1000) }, 'line');
  return process.memoryUsage.rss() / 2 ** 20;
};
const half = logHalf();
console.log(JSON.stringify({ grownBy: logHalf() - half }));
