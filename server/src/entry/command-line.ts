import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addConfigCommand } from './commands/config.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addJobsCommand } from './commands/jobs.ts';
import { addMigrateCommand } from './commands/migrate.ts';
import { addSeedCommand } from './commands/seed.ts';
import { addServeCommand } from './commands/serve.ts';
import { addSweepCommand } from './commands/sweep.ts';
import { addUploadCommand } from './commands/upload.ts';
import { addUserCommand } from './commands/user.ts';
import { addWorkCommand } from './commands/work.ts';
import { tellFailure } from './tell-failure.ts';

/** Does what the arguments of this process say. */
export async function runCommandLine(): Promise<void> {
  const program = new Command('vitrine')
    .description('A photo gallery. Without a command it does nothing; `vitrine serve` starts it.')
    .version(readVersion(), '--version', 'print the version')
    .option('--json', 'print results as JSON, for scripts')
    .showHelpAfterError('See vitrine --help.')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText(
      'after',
      '\nSettings are environment variables: docs/configuration.md names them, and so does `vitrine config`.\nExits with 1 where it failed, with 2 where it was asked for wrongly, with 3 where it is done in part.',
    )
    .exitOverride();

  addServeCommand(program);
  addWorkCommand(program);
  addMigrateCommand(program);
  addConfigCommand(program);
  addSweepCommand(program);
  addUploadCommand(program);
  addSeedCommand(program);
  addUserCommand(program);
  addJobsCommand(program);
  addDoctorCommand(program);

  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = tellFailure(error);
  }
}

const readVersion = (): string =>
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
