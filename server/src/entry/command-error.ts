/** 1: failed. 2: usage error. 3: partly done. */
export type ExitCode = 1 | 2 | 3;

/** Ends a command with a message for the person at the terminal and no stack. It is printed after `Error: `. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}
