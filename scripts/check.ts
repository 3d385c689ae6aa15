// Runs every static check at once and prints the output of those that fail. tsc keeps what it learned in the build
// info files that tsconfig.base.json names, so a second run checks only what changed.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const node = process.execPath;
const isTerminal = process.stdout.isTTY;
const pretty = isTerminal ? ['--pretty'] : [];

/* The slowest come first. */
const checks: { name: string; command: [string, ...string[]] }[] = [
  { name: 'types: server, contract, tests', command: ['tsc', '-p', '.', ...pretty] },
  { name: 'types: infra', command: ['tsc', '-p', 'infra', ...pretty] },
  {
    name: 'format and lint',
    command: ['biome', 'check', isTerminal ? '--colors=force' : '--colors=off', '.'],
  },
  { name: 'types: web', command: ['tsc', '-p', 'web', ...pretty] },
  { name: 'generated files', command: [node, 'scripts/generate.ts', '--check'] },
  { name: 'architecture', command: [node, '--test', 'scripts/architecture.test.ts'] },
];

type Result = { status: number; output: string };

function run([program, ...args]: [string, ...string[]]): Promise<Result> {
  const path = `${fileURLToPath(new URL('../node_modules/.bin', import.meta.url))}${delimiter}${process.env.PATH}`;
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, PATH: path },
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ status: 1, output: `${error.message}\n` }));
    child.once('close', (code) => resolve({ status: code ?? 1, output }));
  });
}

const waiting = [...checks];
async function work(): Promise<void> {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    const start = performance.now();
    const { status, output } = await run(check.command);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${status === 0 ? '✔' : '✖'} ${check.name} (${seconds} s)`);
    if (status === 0) continue;
    console.log(output);
    process.exitCode = 1;
  }
}
await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work));
