import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFreePort } from '../server/src/testing/servers/free-port.ts';
import { findCodes, parseMail } from '../server/src/testing/servers/parse-mail.ts';

const cli = fileURLToPath(new URL('../server/src/entry/cli.ts', import.meta.url));

export type VitrineProcess = AsyncDisposable & {
  url: string;
  directory: string;
  pid: number;
  /** Returns everything that the process printed. */
  output(): string;
  /** Returns the latest six-digit code mailed to an address. */
  codeFor(email: string): Promise<string>;
  /** Returns the code in the latest link mailed to an address. */
  linkCodeFor(email: string): Promise<string>;
  /** Sends the signal, waits for the process to exit and returns its exit code. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
  /** Restarts the process on the same data. */
  restart(): Promise<void>;
  /** Runs another `vitrine` command on the same data. */
  run(...parameters: string[]): Promise<{ code: number | null; stdout: string; stderr: string }>;
};

/** Starts `vitrine serve` as a child process. Deletes its data directory in the end unless the caller passed one. */
export async function startVitrine(
  settings: Record<string, string> = {},
  existingDirectory?: string,
  parameters: readonly string[] = [],
): Promise<VitrineProcess> {
  const directory = existingDirectory ?? (await mkdtemp(join(tmpdir(), 'vitrine-e2e-')));
  const port = settings.PORT ?? String(await findFreePort());
  const url = `http://localhost:${port}`;
  const environment = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    PORT: port,
    VITRINE_DATABASE_URL: `sqlite:${directory}/vitrine.db`,
    VITRINE_STORAGE_URL: `file:${directory}/media`,
    VITRINE_MAIL_URL: `folder:${directory}/outbox`,
    VITRINE_SECRET_FILE: `${directory}/secret`,
    VITRINE_SCRATCH: `${directory}/scratch`,
    ...settings,
  };
  let output = '';
  let child: ChildProcess;

  async function start(): Promise<void> {
    child = spawn(process.execPath, [cli, 'serve', ...parameters], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ready = Promise.withResolvers<void>();
    const before = output.length;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => {
        output += chunk;
        if (output.includes('Vitrine is ready', before)) ready.resolve();
      });
    child.once('exit', (code) => ready.reject(new Error(`vitrine serve ended with ${code}:\n${output}`)));
    await ready.promise;
  }

  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
    return child.exitCode;
  }

  async function readCodes(email: string) {
    const names = (await readdir(`${directory}/outbox`)).filter((name) => /^[^.].*\.eml$/u.test(name)).sort();
    for (const name of names.toReversed()) {
      const { to, text } = parseMail(await readFile(`${directory}/outbox/${name}`));
      const codes = to.includes(email) ? findCodes(text) : undefined;
      if (codes) return codes;
    }
    throw new Error(`no code for ${email}`);
  }

  await start();
  return {
    url,
    directory,
    get pid() {
      return child.pid ?? 0;
    },
    output: () => output,
    end,
    restart: start,
    codeFor: async (email) => (await readCodes(email)).typed,
    linkCodeFor: async (email) => (await readCodes(email)).link,
    async run(...parameters) {
      const command = spawn(process.execPath, [cli, ...parameters], {
        env: environment,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const printed = { stdout: '', stderr: '' };
      command.stdout.on('data', (chunk) => {
        printed.stdout += chunk;
      });
      command.stderr.on('data', (chunk) => {
        printed.stderr += chunk;
      });
      await once(command, 'close');
      return { code: command.exitCode, ...printed };
    },
    async [Symbol.asyncDispose]() {
      await end('SIGKILL');
      // Render processes exit a moment later and may write until then.
      if (!existingDirectory) await rm(directory, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}
