// Serves Vitrine for development: `npm run dev`. The web app comes from its sources, not from a build.
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { createWebDev } from '../adapters/web-dev/web-dev.ts';
import { addServeCommand } from './commands/serve.ts';
import { reportFailure } from './terminal.ts';

const web = fileURLToPath(new URL('../../../web', import.meta.url));
const program = new Command('dev').exitOverride();
addServeCommand(program, () => createWebDev(web));
try {
  await program.parseAsync(['serve', ...process.argv.slice(2)], { from: 'user' });
} catch (error) {
  process.exitCode = reportFailure(error);
}
