import type { Command } from 'commander';
import { compose } from '../../compose.ts';
import { parseConfig } from '../../config/config.ts';

export function addMigrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('bring the database to where this version needs it; `serve` and `work` do so by themselves')
    .action(async () => {
      await using composition = await compose(parseConfig(process.env));
      await composition.migrate();
      console.log(program.opts().json ? '{"migrated":true}' : 'The database is up to date.');
    });
}
