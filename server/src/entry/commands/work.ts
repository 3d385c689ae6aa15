import type { Command } from 'commander';
import { compose } from '../../compose.ts';
import { parseConfig } from '../../config/config.ts';
import { startWorker } from '../../jobs/worker.ts';
import { awaitBackends } from '../await-backends.ts';
import { runUntilStopped } from './until-stopped.ts';

export function addWorkCommand(program: Command): void {
  program
    .command('work')
    .description('process background jobs only, alongside one or more `vitrine serve`')
    .action(async () => {
      const config = parseConfig(process.env);
      await runUntilStopped(async () => {
        await using stack = new AsyncDisposableStack();
        const composition = stack.use(await compose(config));
        // The database was waited for when it was opened, and may have no tables yet.
        await composition.migrate();
        await awaitBackends(composition);
        stack.use(startWorker(composition.ports, { concurrency: config.concurrency }));
        console.log('Vitrine is working');
        return stack.move();
      });
    });
}
