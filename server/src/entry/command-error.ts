/** 1: it failed. 2: it was asked for wrongly. 3: it is done in part. */
export type ExitCode = 1 | 2 | 3;

/** Ends a command with a sentence for the person at the terminal and no stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}
