import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../cli.ts', import.meta.url));

export type Ended = { code: number | null; stdout: string; stderr: string };
export type CommandLine = AsyncDisposable & {
  directory: string;
  /** Runs `vitrine` with these parameters to its end. */
  run(
    parameters: readonly string[],
    options?: { input?: string; settings?: Record<string, string> },
  ): Promise<Ended>;
};

/** The command line on data of its own, which go with it. */
export async function openCommandLine(): Promise<CommandLine> {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-command-'));
  return {
    directory,
    async run(parameters, { input = '', settings = {} } = {}) {
      const child = spawn(process.execPath, [cli, ...parameters], {
        env: {
          PATH: process.env.PATH,
          PORT: '0',
          VITRINE_DATABASE_URL: `sqlite:${directory}/vitrine.db`,
          VITRINE_STORAGE_URL: `file:${directory}/media`,
          VITRINE_MAIL_URL: `folder:${directory}/outbox`,
          VITRINE_SECRET_FILE: `${directory}/secret`,
          VITRINE_SCRATCH: `${directory}/scratch`,
          ...settings,
        },
      });
      // A command that asks for nothing may end before it has been told.
      child.stdin.on('error', () => undefined).end(input);
      const [stdout, stderr] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, 'close'),
      ]);
      return { code: child.exitCode, stdout, stderr };
    },
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}
