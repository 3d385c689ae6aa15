import { createInterface } from 'node:readline/promises';

/** Whether a person at the terminal says yes. Where there is none, nobody does. */
export async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    console.error(`${question} Nobody is here to ask: say --yes.`);
    return false;
  }
  using terminal = createInterface({ input: process.stdin, output: process.stdout });
  return /^y(es)?$/iu.test((await terminal.question(`${question} [y/N] `)).trim());
}
