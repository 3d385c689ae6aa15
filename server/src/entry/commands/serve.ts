import type { Command } from 'commander';
import type { WebDev } from '../../adapters/web-dev/web-dev.ts';
import { compose } from '../../compose.ts';
import { type Config, parseConfig } from '../../config/config.ts';
import { isLoopback } from '../../http/host-allowlist.ts';
import { startWorker } from '../../jobs/worker.ts';
import type { Mail } from '../../ports/mailer.ts';
import { awaitBackends, openToLan, serve } from '../serve.ts';

/* The interval at which it checks that the shell still exists, in milliseconds. */
const look = 500;

/**
 * Runs `start`, then waits for SIGTERM or SIGINT and disposes of what was started. A second signal ends at once. Started by
 * npm it also ends once its shell has: npm passes a signal on to that alone, which ends and tells nobody.
 */
async function runUntilStopped(start: () => Promise<AsyncDisposable>): Promise<void> {
  const stopped = Promise.withResolvers<void>();
  let signals = 0;
  const stop = () => {
    signals += 1;
    if (signals > 1) process.exit(130);
    stopped.resolve();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  const shell = process.ppid;
  const watch = () => process.ppid === shell || stopped.resolve();
  if (process.env.npm_lifecycle_event !== undefined) setInterval(watch, look).unref();
  await using _running = await start();
  await stopped.promise;
}

export function addWorkCommand(program: Command): void {
  program
    .command('work')
    .description('process background jobs only, alongside one or more `vitrine serve`')
    .action(async () => {
      const config = parseConfig(process.env);
      await runUntilStopped(async () => {
        await using stack = new AsyncDisposableStack();
        const composition = stack.use(await compose(config));
        // The database was waited for when it was opened, and may have no tables yet.
        await composition.migrate();
        await awaitBackends(composition);
        stack.use(startWorker(composition.ports, { concurrency: config.concurrency }));
        console.log('Vitrine is working');
        return stack.move();
      });
    });
}

/* On a laptop the terminal is where the code for the first log-in is read. A redirected log is kept, and codes do not
   belong there. */
const printMail = ({ to, subject, text }: Mail) =>
  console.log(`\n--- mail to ${to}: ${subject}\n${text.trim()}\n---\n`);

/* Others open it by an address that mails and links do not have. */
const isUnreachable = ({ host, publicUrl }: Config) =>
  !isLoopback(host) && isLoopback(new URL(publicUrl).hostname);
const unreachable =
  'It listens for others, but links in mails lead to this machine: set VITRINE_PUBLIC_URL, or start it with --lan.';

/** With `createWebDev`, the web app comes from its sources and not from the build. */
export function addServeCommand(program: Command, createWebDev?: () => WebDev): void {
  program
    .command('serve')
    .description('serve the gallery and process its background jobs')
    .option('--lan', 'let phones and computers in the local network open it, too')
    .action(async ({ lan: isOnLan = false }: { lan?: boolean }) => {
      const parsed = parseConfig(process.env);
      const { config, urls } = isOnLan
        ? openToLan(parsed, process.env)
        : { config: parsed, urls: [parsed.publicUrl] };
      await runUntilStopped(async () => {
        await using stack = new AsyncDisposableStack();
        const options = process.stdout.isTTY ? { announceMail: printMail } : {};
        const composition = stack.use(await compose(config, options));
        stack.use(await serve(config, composition, { isOnLan, webDev: createWebDev?.() }));
        console.log(`Vitrine is ready at ${urls.join(' or ')}`);
        if (isUnreachable(config)) console.log(unreachable);
        return stack.move();
      });
    });
}
