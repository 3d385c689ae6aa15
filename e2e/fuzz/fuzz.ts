// npm run fuzz -- --requests 100000 --seed 7
import { parseArgs } from 'node:util';
import { runFuzz } from './run-fuzz.ts';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const options = { requests: Number(values.requests), seed: Number(values.seed) };
if (!Object.values(options).every(Number.isSafeInteger)) {
  console.error('npm run fuzz -- --requests NUMBER --seed NUMBER');
  process.exit(2);
}
console.log(`${options.requests} requests, seed ${options.seed}`);
const { faults, statuses, operations, memory, seconds } = await runFuzz(options);
console.log(
  `in ${Math.round(seconds)} s; ${operations} operations succeeded at least once; by status:`,
  statuses,
);
console.log(`memory after each tenth: ${memory.join(', ')} MB`);
for (const fault of faults) console.error(fault);
console.log(`${faults.length} faults`);
process.exitCode = faults.length > 0 ? 1 : 0;
