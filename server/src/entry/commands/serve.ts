import type { Command } from 'commander';
import type { WebDev } from '../../adapters/web-dev/web-dev.ts';
import { compose } from '../../compose.ts';
import { type Config, parseConfig } from '../../config/config.ts';
import { isLoopback } from '../../http/refuse-strange-host.ts';
import type { Mail } from '../../ports/mailer.ts';
import { openToLan } from '../open-to-lan.ts';
import { serve } from '../serve.ts';
import { runUntilStopped } from './until-stopped.ts';

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
