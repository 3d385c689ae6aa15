import { text } from 'node:stream/consumers';
import { CommandError } from './command-error.ts';

/** From stdin where asked for, else from the person at the terminal, without echo. Never from the command line. */
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
    throw new CommandError('These were two different passwords. Nothing was changed.');
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
      if (key === interrupt) reject(new CommandError('Given up. Nothing was changed.'));
      else if (enter.includes(key)) resolve(typed.join(''));
      else if (erase.includes(key)) typed = typed.slice(0, -1);
      else typed.push(key);
    }
  };
  stdin.on('data', onData);
  return promise.finally(() => stdin.off('data', onData));
}
