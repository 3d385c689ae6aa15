import type { Command } from 'commander';
import { compose } from '../../compose.ts';
import { parseConfig } from '../../config/config.ts';
import { printJson } from '../print-json.ts';

export function addMigrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('migrate the database to this version’s schema; `serve` and `work` do so at their start')
    .action(async () => {
      await using composition = await compose(parseConfig(process.env));
      await composition.migrate();
      if (program.opts().json) printJson({ migrated: true });
      else console.log('The database is up to date.');
    });
}
