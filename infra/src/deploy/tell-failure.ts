import { DeploymentError } from '../settings.ts';
import { HelpWanted } from './read-arguments.ts';

/** What a person can do something about is told plainly; an option that is not known, with those that are. */
export function tellFailure(error: unknown, usage: string): void {
  process.exitCode = error instanceof HelpWanted ? 0 : 1;
  if (error instanceof HelpWanted) console.log(usage);
  else if (error instanceof DeploymentError) console.error(error.message);
  else if ((error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS'))
    console.error(`${(error as Error).message}\n\n${usage}`);
  else throw error;
}
