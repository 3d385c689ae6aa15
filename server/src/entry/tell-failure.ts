import { CommanderError } from 'commander';
import { ConfigError } from '../config/config.ts';
import { AppError } from '../domain/errors.ts';
import { CommandError } from './command-error.ts';

/** Says what went wrong and answers the exit code. Only what nobody foresaw is printed with its stack. */
export function tellFailure(error: unknown): number {
  // Commander has said it already. What it ends for help or the version is no failure.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const isForeseen =
    error instanceof CommandError || error instanceof ConfigError || error instanceof AppError;
  console.error(isForeseen ? error.message : error);
  if (isForeseen && error.cause !== undefined) console.error(error.cause);
  if (error instanceof CommandError) return error.exitCode;
  return error instanceof ConfigError ? 2 : 1;
}
