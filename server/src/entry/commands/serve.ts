import type { Command } from 'commander';
import { compose } from '../../compose.ts';
import { parseConfig } from '../../config/config.ts';
import type { Mail } from '../../ports/mailer.ts';
import { serve } from '../serve.ts';
import { runUntilStopped } from './until-stopped.ts';

/* On a laptop the terminal is where the code for the first log-in is read. A redirected log is kept, and codes do not
   belong there. */
const printMail = ({ to, subject, text }: Mail) =>
  console.log(`\n--- mail to ${to}: ${subject}\n${text.trim()}\n---\n`);

export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .description('serve the gallery, and work through its jobs')
    .action(async () => {
      const config = parseConfig(process.env);
      await runUntilStopped(async () => {
        await using stack = new AsyncDisposableStack();
        const options = process.stdout.isTTY ? { announceMail: printMail } : {};
        const composition = stack.use(await compose(config, options));
        stack.use(await serve(config, composition));
        console.log(`Vitrine is ready at ${config.publicUrl}`);
        return stack.move();
      });
    });
}
