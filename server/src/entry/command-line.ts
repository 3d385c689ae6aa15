import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addCompletionCommand } from './commands/completion.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addJobsCommand } from './commands/jobs.ts';
import { addConfigCommand, addMigrateCommand, addSweepCommand } from './commands/maintenance.ts';
import { addSeedCommand } from './commands/seed.ts';
import { addServeCommand, addWorkCommand } from './commands/serve.ts';
import { addUploadCommand } from './commands/upload.ts';
import { addUserCommand } from './commands/user.ts';
import { reportFailure } from './terminal.ts';

/** Creates the program with all commands, options and help texts. */
export function createProgram(): Command {
  const program = new Command('vitrine')
    .description('A photo gallery. `vitrine serve` starts it.')
    .version(readVersion(), '--version', 'print the version')
    .option('--json', 'print the result as one JSON document, for scripts')
    .showHelpAfterError('See vitrine --help.')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText(
      'after',
      '\nSettings are environment variables: see docs/configuration.md and `vitrine config`.\nExit status: 1 failed, 2 usage error, 3 partly done.',
    )
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error:/u, 'Error:')) })
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
  addCompletionCommand(program);

  return program;
}

/** Runs the command that the arguments of this process name, and sets the exit status. */
export async function runCommandLine(): Promise<void> {
  try {
    await createProgram().parseAsync();
  } catch (error) {
    process.exitCode = reportFailure(error);
  }
}

const readVersion = (): string =>
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
