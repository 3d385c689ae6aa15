import { text } from 'node:stream/consumers';
import { CommanderError } from 'commander';
import { ConfigError } from '../config/config.ts';
import { AppError } from '../domain/errors.ts';

/** Reads a password from stdin if requested, else from the terminal without echo. Never from the command line. */
export async function askPassword(
  question: string,
  { fromStdin, isNew }: { fromStdin: boolean; isNew: boolean },
): Promise<string> {
  if (fromStdin) return (await text(process.stdin)).replace(/\r?\n$/u, '');
  if (!process.stdin.isTTY)
    throw new CommandError(
      'There is no terminal to ask for the password: pipe it in with --password-stdin.',
      2,
    );
  const password = await askSilently(`${question}: `);
  if (isNew && (await askSilently('Once more: ')) !== password)
    throw new CommandError('The two passwords differ. Nothing was changed.');
  return password;
}

const enter = ['\r', '\n', '\u0004'];
const interrupt = '\u0003';
const erase = ['\b', '\u007f'];

async function askSilently(question: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(question);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  try {
    return await readLine(stdin);
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write('\n');
  }
}

function readLine(stdin: NodeJS.ReadStream): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let typed: string[] = [];
  const onData = (chunk: string) => {
    for (const key of chunk) {
      if (key === interrupt) reject(new CommandError('Cancelled. Nothing was changed.'));
      else if (enter.includes(key)) resolve(typed.join(''));
      else if (erase.includes(key)) typed = typed.slice(0, -1);
      else typed.push(key);
    }
  };
  stdin.on('data', onData);
  return promise.finally(() => stdin.off('data', onData));
}

const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** Formats a size: `0 bytes`, `12 kB`, `3.4 MB`. 1 kB is 1024 bytes, as in Vitrine's limits. */
export function formatBytes(bytes: number): string {
  let amount = bytes;
  let unit = 0;
  for (; amount >= 999.5 && unit < units.length - 1; unit += 1) amount /= 1024;
  if (unit === 0) return countOf(bytes, 'byte');
  return `${amount.toFixed(amount < 9.95 ? 1 : 0)} ${units[unit]}`;
}

/** Formats a duration: `45 s`, `3 min`, `1 h 20 min`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest > 0 ? ` ${rest} min` : ''}`;
}

/** `1 photo`, `2 photos`. The plural takes an s unless it is given. */
export const countOf = (count: number, one: string, many = `${one}s`) =>
  `${count} ${count === 1 ? one : many}`;

/*
 * With --json a command prints one JSON object. Lists are under `items`, as in the HTTP API. Progress, notes and errors
 * go to standard error.
 */
export const printJson = (result: Readonly<Record<string, unknown>>): void =>
  console.log(JSON.stringify(result, null, 2));

export const printList = (items: readonly unknown[]): void => printJson({ items });

/** Escapes line breaks, control characters and bidirectional marks, so that text from outside is safe to print. */
export const terminalText = (text: string) =>
  text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`;
  });

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

/** Prints what went wrong and returns the exit code. Only unforeseen errors are printed with their stack. */
export function reportFailure(error: unknown): number {
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
