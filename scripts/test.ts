// Runs tests with Node's own runner. Arguments select files by a part of their path: `npm test -- likes`.
// Options of `node --test` are passed on. CONTRIBUTING.md describes the environment variables.
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const parts = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const options = process.argv.slice(2).filter((argument) => argument.startsWith('-'));

/* Browser tests take longest: started first, they leave no core idle at the end. */
const startsLater = (path: string) => (path.startsWith('e2e/') ? 0 : 1);
const files = globSync('{contract,server,web,infra,scripts,e2e,bench}/**/*.test.{ts,tsx}', {
  cwd: root,
  exclude: (path) => path.includes('node_modules') || path.includes('dist'),
})
  .filter((path) => parts.length === 0 || parts.some((part) => path.includes(part)))
  .sort((a, b) => startsLater(a) - startsLater(b) || (a < b ? -1 : 1));

if (files.length === 0) {
  console.error(`No test file matches ${parts.join(' ')}`);
  process.exit(1);
}

/* A test file may start a browser, servers and image processes of its own. */
const concurrency = Math.min(4, Math.max(2, Math.floor(availableParallelism() / 2)));
const hasOwnReporter = options.some((option) => option.startsWith('--test-reporter'));
const reporters = hasOwnReporter ? [] : ['spec', './scripts/left-out-reporter.ts'];
const runner = spawn(
  process.execPath,
  [
    '--test',
    '--import=./scripts/load-components.mjs',
    `--test-concurrency=${concurrency}`,
    '--test-timeout=900000',
    ...reporters.flatMap((name) => [`--test-reporter=${name}`, '--test-reporter-destination=stdout']),
    // `localhost` may have two addresses. Node tries the second after 250 ms, which a busy machine exceeds.
    '--network-family-autoselection-attempt-timeout=20000',
    ...options,
    ...files,
  ],
  { cwd: root, stdio: 'inherit' },
);
runner.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
