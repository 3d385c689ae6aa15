// Prepares a checkout, on any version of Node. Installs the dependencies, Node 24 among them, if they are missing or
// stale. --dev adds those of tests and deployments. --build builds the web app if its sources have changed.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const force = process.argv.includes('--force');
const isForDevelopment = process.argv.includes('--dev');

/* The build contains no tests. */
const isTest = /\.test\.tsx?$/u;

function digestOf(paths) {
  const hash = createHash('sha256');
  const add = (path) => hash.update(path).update(readFileSync(join(root, path)));
  const walk = (path) => {
    for (const entry of readdirSync(join(root, path), { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    ))
      if (entry.isDirectory()) walk(`${path}/${entry.name}`);
      else if (!isTest.test(entry.name)) add(`${path}/${entry.name}`);
  };
  for (const path of paths) if (existsSync(join(root, path))) path.includes('.') ? add(path) : walk(path);
  return hash.digest('hex');
}

/** Does the work unless the stamp says that it was done for the same inputs, to this extent or a larger one. */
function doOnce(stamp, inputs, output, what, work, extent = '') {
  const path = join(root, stamp);
  const digest = digestOf(inputs);
  const done = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const isDone = done.startsWith(digest) && done.endsWith(extent) && existsSync(join(root, output));
  if (isDone && !(force && what === 'Building the web app')) return;
  console.error(`${what} …`);
  work();
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, digest + extent);
}

const npm = (...args) =>
  execFileSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });

/** Exits if a program for this kind of machine is missing: npm skips optional packages that it cannot fetch. */
function requirePrograms() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const isGlibc = process.platform === 'linux' && process.report.getReport().header.glibcVersionRuntime;
  const isFor = (wanted, own) => wanted === undefined || wanted.includes(own);
  const missing = Object.entries(packages).filter(
    ([path, { os, cpu, libc, dev }]) =>
      (os || cpu) &&
      isFor(os, process.platform) &&
      isFor(cpu, process.arch) &&
      isFor(libc, isGlibc ? 'glibc' : 'musl') &&
      (isForDevelopment || !dev) &&
      !existsSync(join(root, path)),
  );
  if (missing.length === 0) return;
  console.error(`npm could not fetch ${missing.map(([path]) => path).join(', ')}. Try again.`);
  process.exit(1);
}

doOnce(
  'node_modules/.vitrine-installed',
  ['package-lock.json'],
  'node_modules',
  'Installing',
  () => {
    const extent = isForDevelopment ? '--include=dev' : '--omit=dev';
    npm('ci', '--no-audit', '--no-fund', extent, '--include=optional', '--loglevel=error');
    requirePrograms();
  },
  isForDevelopment ? ' dev' : '',
);
if (process.argv.includes('--build')) {
  const sources = [
    'web/src',
    'web/public',
    'web/index.html',
    'web/vite.config.ts',
    'web/page-assets.ts',
    'web/tsconfig.json',
    'web/package.json',
    'contract/src',
    'package-lock.json',
  ];
  doOnce('web/dist/.vitrine-built', sources, 'web/dist/client/index.html', 'Building the web app', () =>
    npm('run', '--silent', 'build', '-w', 'web'),
  );
}
