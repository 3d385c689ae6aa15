import { CommanderError } from 'commander';
import { ConfigError } from '../config/config.ts';
import { AppError } from '../domain/errors.ts';
import { CommandError } from './command-error.ts';

/** Prints what went wrong and returns the exit code. Only unforeseen errors are printed with their stack. */
export function tellFailure(error: unknown): number {
  // Commander has printed it already. Help and the version end with a `CommanderError` too.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const isForeseen =
    error instanceof CommandError || error instanceof ConfigError || error instanceof AppError;
  if (isForeseen) console.error(`Error: ${error.message}`);
  else console.error(error);
  if (isForeseen && error.cause !== undefined) console.error(error.cause);
  if (error instanceof CommandError) return error.exitCode;
  return error instanceof ConfigError ? 2 : 1;
}
