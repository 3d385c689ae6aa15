// Runs every test with Node's own runner. Arguments narrow it: `npm test -- server/src/features`.
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const flags = process.argv.slice(2).filter((argument) => argument.startsWith('-'));
const files = globSync('{contract,server,web,infra,scripts,e2e,bench}/**/*.test.ts', {
  cwd: root,
  exclude: (path) => path.includes('node_modules') || path.includes('dist'),
})
  .filter((path) => wanted.length === 0 || wanted.some((part) => path.includes(part)))
  .sort();

if (files.length === 0) {
  console.error(`no test file matches ${wanted.join(' ')}`);
  process.exit(1);
}
/* Two files at a time: some of them start a browser, servers and image processes of their own. */
const running = ['--test', '--test-concurrency=2', '--test-reporter=spec', '--test-timeout=900000'];
/* Where `localhost` has two addresses, the first would be given up after 250 ms, for which a busy machine may stand still. */
const connecting = ['--network-family-autoselection-attempt-timeout=20000'];
const runner = spawn(process.execPath, [...running, ...connecting, ...flags, ...files], {
  cwd: root,
  stdio: 'inherit',
});
runner.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
