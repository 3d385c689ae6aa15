// Runs tests with Node's own runner. Arguments select files by a part of their path: `npm test -- likes`.
// Options of `node --test` are passed on. CONTRIBUTING.md describes the environment variables.
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const parts = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const options = process.argv.slice(2).filter((argument) => argument.startsWith('-'));

/* These files repeat the promises of others for thousands of inputs. They run if an argument or CI asks for them. */
const isRepetition = (path: string) => /(^|\/)(fuzz|photo-set)\.test\.ts$/u.test(path);
const leavesOutRepetitions = parts.length === 0 && process.env.VITRINE_TEST_REQUIRE !== 'all';
/* Browser tests take longest. They start first, so that no core is idle at the end. */
const rank = (path: string) => (path.startsWith('e2e/') ? 0 : 1);
const found = globSync('{contract,server,web,infra,scripts,e2e,bench,tools}/**/*.test.{ts,tsx}', {
  cwd: root,
  exclude: (path) => path.includes('node_modules') || path.includes('dist'),
})
  .filter((path) => parts.length === 0 || parts.some((part) => path.includes(part)))
  .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
const files = leavesOutRepetitions ? found.filter((path) => !isRepetition(path)) : found;

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
  const leftOut = found.filter((path) => !files.includes(path));
  if (leftOut.length > 0) console.log(`Left out ${leftOut.join(', ')}: npm test -- fuzz photo-set`);
  process.exitCode = code ?? 1;
});
