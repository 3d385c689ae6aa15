import type { Command } from 'commander';
import type { WebDev } from '../../adapters/web-dev/web-dev.ts';
import { compose } from '../../compose.ts';
import { type Config, parseConfig } from '../../config/config.ts';
import { isLoopback } from '../../http/host-allowlist.ts';
import { startWorker } from '../../jobs/worker.ts';
import type { Mail } from '../../ports/mailer.ts';
import { awaitBackends, openToLan, serve } from '../serve.ts';

/* The interval of the checks for the shell, in milliseconds. */
const look = 500;

/**
 * Runs `start`, waits for SIGTERM or SIGINT, and disposes of the result. A second signal exits at once. If npm started
 * the process, it also stops when its shell ends, because npm sends signals to the shell only.
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
        // `compose` has already waited for the database, which may have no tables yet.
        await composition.migrate();
        await awaitBackends(composition);
        stack.use(startWorker(composition.ports, { concurrency: config.concurrency }));
        console.log('Vitrine is working');
        return stack.move();
      });
    });
}

/* Prints mails to a terminal, where people read the code for their first log-in. A redirected log is kept, so it must
   not contain codes. */
const printMail = ({ to, subject, text }: Mail) =>
  console.log(`\n--- mail to ${to}: ${subject}\n${text.trim()}\n---\n`);

/* True if other machines can reach the gallery, but not by the URL in its mails and links. */
const isUnreachable = ({ host, publicUrl }: Config) =>
  !isLoopback(host) && isLoopback(new URL(publicUrl).hostname);
const unreachable =
  'Vitrine listens for other machines, but links in mails work only on this one. Set VITRINE_PUBLIC_URL or use --lan.';

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
