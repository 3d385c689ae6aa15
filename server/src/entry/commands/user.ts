import { passwordLimits } from '@vitrine/contract/limits.ts';
import type { Command } from 'commander';
import { type Composition, compose } from '../../compose.ts';
import { parseConfig } from '../../config/config.ts';
import type { Account } from '../../domain/account.ts';
import { toIso } from '../../domain/time.ts';
import { createAccount } from '../../features/administration/create-account.ts';
import { findNamedAccount } from '../../features/administration/find-named-account.ts';
import { makeAdmin } from '../../features/administration/make-admin.ts';
import { makeMember } from '../../features/administration/make-member.ts';
import { setEmail } from '../../features/administration/set-email.ts';
import { setPassword } from '../../features/administration/set-password.ts';
import { resumeAccount, suspendAccount } from '../../features/administration/suspend-account.ts';
import type { Ports } from '../../ports/index.ts';
import { allPages } from '../../ports/paging.ts';
import { askPassword } from '../ask-password.ts';
import { CommandError } from '../command-error.ts';

type CreateOptions = { email: string; passwordStdin?: boolean; admin?: boolean; displayName?: string };

/** What whoever runs the gallery does to accounts. A server that is running sees it at once. */
export function addUserCommand(program: Command): void {
  const user = program.command('user').description('make, list, suspend and change accounts');
  const isJson = () => program.opts().json === true;
  const tell = (account: Account, what: string) =>
    console.log(isJson() ? JSON.stringify(presentAccount(account)) : `${account.username} ${what}`);

  user
    .command('create <name>')
    .description('make an account, confirmed at once; the password is asked for')
    .requiredOption('--email <address>', 'where mail to it goes')
    .option('--display-name <text>', 'how it is shown; the user name, if not given')
    .option('--password-stdin', 'read the password from standard input')
    .option('--admin', 'it may administer the gallery')
    .addHelpText(
      'after',
      '\nExample:\n  pwgen 20 1 | vitrine user create ada --email ada@example.org --password-stdin',
    )
    .action(async (username: string, options: CreateOptions) => {
      const password = await askNewPassword(username, options.passwordStdin);
      const role = options.admin ? 'admin' : 'member';
      await withPorts(async (ports) => {
        const { email, displayName } = options;
        tell(await createAccount(ports, { username, email, displayName, password, role }), 'is made');
      });
    });
  user
    .command('list')
    .description('every account, one a line')
    .action(() => withPorts((ports) => printAccounts(ports, isJson())));
  user
    .command('suspend <name>')
    .description('keep it from logging in, end its sessions, hide what it shared')
    .option('--reason <text>', 'mailed to the member and shown at log-in')
    .action((name: string, { reason }: { reason?: string }) =>
      withPorts(async (ports) => tell(await suspendAccount(ports, name, { reason }), 'is suspended')),
    );
  user
    .command('resume <name>')
    .description('take a suspension back')
    .action((name: string) =>
      withPorts(async (ports) => tell(await resumeAccount(ports, name), 'is no longer suspended')),
    );
  user
    .command('make-admin <name>')
    .description('let it administer the gallery')
    .action((name: string) =>
      withPorts(async (ports) => tell(await makeAdmin(ports, name), 'is an administrator')),
    );
  user
    .command('make-member <name>')
    .description('let it administer the gallery no longer')
    .action((name: string) =>
      withPorts(async (ports) => tell(await makeMember(ports, name), 'is a member like others')),
    );
  user
    .command('set-email <name> <address>')
    .description('give it another address; codes that were mailed before work no more')
    .action((name: string, email: string) =>
      withPorts(async (ports) => tell(await setEmail(ports, name, email), `has the address ${email}`)),
    );
  user
    .command('set-password <name>')
    .description('give it a new password, end its sessions and tokens; the password is asked for')
    .option('--password-stdin', 'read the password from standard input')
    .action((name: string, options: { passwordStdin?: boolean }) =>
      withPorts(async (ports) => {
        await findNamedAccount(ports, name);
        const password = await askNewPassword(name, options.passwordStdin);
        const account = await setPassword(ports, name, password);
        tell(account, `has a new password, and mail for it goes to ${account.email}`);
      }),
    );
}

async function withPorts(work: (ports: Ports) => Promise<void>): Promise<void> {
  await using composition: Composition = await compose(parseConfig(process.env));
  await composition.migrate();
  await work(composition.ports);
}

async function askNewPassword(name: string, fromStdin = false): Promise<string> {
  const password = await askPassword(`New password for ${name}`, { fromStdin, isNew: true });
  const { min, max } = passwordLimits;
  if (password.length < min || password.length > max || !password.isWellFormed())
    throw new CommandError(`A password has ${min} to ${max} characters.`, 2);
  return password;
}

async function printAccounts(ports: Pick<Ports, 'accounts'>, isJson: boolean): Promise<void> {
  for await (const accounts of allPages((cursor) => ports.accounts.listAll({ cursor, limit: 200 })))
    for (const account of accounts)
      console.log(isJson ? JSON.stringify(presentAccount(account)) : describeAccount(account));
}

const states = (account: Account) => [
  ...(account.role === 'admin' ? ['admin'] : []),
  ...(account.confirmedAt === undefined ? ['unconfirmed'] : []),
  ...(account.suspendedAt === undefined ? [] : ['suspended']),
  ...(account.cancelledAt === undefined ? [] : ['cancelled']),
];

const describeAccount = (account: Account) =>
  [
    account.username.padEnd(30),
    account.email.padEnd(36),
    `${account.usage.photos} photos`.padStart(14),
    `${Math.round(account.usage.bytes / 1024 / 1024)} MB`.padStart(10),
    `  ${toIso(account.createdAt).slice(0, 10)}`,
    ...states(account),
  ].join(' ');

const presentAccount = (account: Account) => ({
  id: account.id,
  username: account.username,
  email: account.email,
  displayName: account.displayName,
  role: account.role,
  states: states(account),
  photos: account.usage.photos,
  bytes: account.usage.bytes,
  createdAt: toIso(account.createdAt),
});
