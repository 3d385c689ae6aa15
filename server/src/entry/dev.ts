// Serves Vitrine for development: `npm run dev`. The web app comes from its sources, not from a build.
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

/* The cache makes restarts shorter. It must be enabled before the modules that it holds are imported. */
enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/vitrine', import.meta.url)));
const { Command } = await import('commander');
const { createWebDev } = await import('../adapters/web-dev/web-dev.ts');
const { addServeCommand } = await import('./commands/serve.ts');
const { reportFailure } = await import('./terminal.ts');

const web = fileURLToPath(new URL('../../../web', import.meta.url));
const program = new Command('dev').exitOverride();
addServeCommand(program, () => createWebDev(web));
try {
  await program.parseAsync(['serve', ...process.argv.slice(2)], { from: 'user' });
} catch (error) {
  process.exitCode = reportFailure(error);
}
