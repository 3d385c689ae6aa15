import { passwordLimits } from '@vitrine/contract/limits.ts';
import type { Command } from 'commander';
import { type Composition, compose } from '../../compose.ts';
import { parseConfig } from '../../config/config.ts';
import { isAdmin } from '../../domain/access.ts';
import type { Account } from '../../domain/account.ts';
import { toIso } from '../../domain/time.ts';
import {
  createAccount,
  findNamedAccount,
  makeAdmin,
  makeMember,
  setEmail,
  setPassword,
} from '../../features/administration/accounts.ts';
import { resumeAccount, suspendAccount } from '../../features/administration/moderation.ts';
import type { Ports } from '../../ports/index.ts';
import { allPages } from '../../ports/paging.ts';
import { askPassword, CommandError, countOf, formatBytes, printJson, printList } from '../terminal.ts';

type CreateOptions = { email: string; passwordStdin?: boolean; admin?: boolean; displayName?: string };

/** Commands about accounts. They take effect at once, also in a running server. */
export function addUserCommand(program: Command): void {
  const user = program.command('user').description('create, list, suspend and change accounts');
  const isJson = () => program.opts().json === true;
  const tell = (account: Account, what: string) =>
    isJson() ? printJson(presentAccount(account)) : console.log(`${account.username} ${what}`);

  user
    .command('create <name>')
    .description('create an account that needs no confirmation; asks for the password')
    .requiredOption('--email <address>', 'its e-mail address')
    .option('--display-name <text>', 'the name that others see (default: the user name)')
    .option('--password-stdin', 'read the password from standard input')
    .option('--admin', 'give it administrator rights')
    .addHelpText(
      'after',
      '\nExample:\n  pwgen 20 1 | vitrine user create ada --email ada@example.org --password-stdin',
    )
    .action(async (username: string, options: CreateOptions) => {
      const password = await askNewPassword(username, options.passwordStdin);
      const role = options.admin ? 'admin' : 'member';
      await withPorts(async (ports) => {
        const { email, displayName } = options;
        tell(await createAccount(ports, { username, email, displayName, password, role }), 'was created');
      });
    });
  user
    .command('list')
    .description('list accounts, one a line')
    .action(() => withPorts((ports) => printAccounts(ports, isJson())));
  user
    .command('suspend <name>')
    .description('block log-in, end sessions, hide shared photos')
    .option('--reason <text>', 'mailed to the member and shown at log-in')
    .action((name: string, { reason }: { reason?: string }) =>
      withPorts(async (ports) => tell(await suspendAccount(ports, name, { reason }), 'is suspended')),
    );
  user
    .command('resume <name>')
    .description('lift a suspension')
    .action((name: string) =>
      withPorts(async (ports) => tell(await resumeAccount(ports, name), 'is no longer suspended')),
    );
  user
    .command('make-admin <name>')
    .description('give administrator rights')
    .action((name: string) =>
      withPorts(async (ports) => tell(await makeAdmin(ports, name), 'is now an administrator')),
    );
  user
    .command('make-member <name>')
    .description('remove administrator rights')
    .action((name: string) =>
      withPorts(async (ports) => tell(await makeMember(ports, name), 'is no longer an administrator')),
    );
  user
    .command('set-email <name> <address>')
    .description('change the e-mail address; codes that were mailed before stop working')
    .action((name: string, email: string) =>
      withPorts(async (ports) => tell(await setEmail(ports, name, email), `has the e-mail address ${email}`)),
    );
  user
    .command('set-password <name>')
    .description('set a new password, end sessions and tokens; asks for the password')
    .option('--password-stdin', 'read the password from standard input')
    .action((name: string, options: { passwordStdin?: boolean }) =>
      withPorts(async (ports) => {
        await findNamedAccount(ports, name);
        const password = await askNewPassword(name, options.passwordStdin);
        const account = await setPassword(ports, name, password);
        tell(account, `has a new password; e-mail goes to ${account.email}`);
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
    throw new CommandError(`A password must have ${min} to ${max} characters.`, 2);
  return password;
}

async function printAccounts(ports: Pick<Ports, 'accounts'>, isJson: boolean): Promise<void> {
  const presented: ReturnType<typeof presentAccount>[] = [];
  for await (const accounts of allPages((cursor) => ports.accounts.listAll({ cursor, limit: 200 })))
    for (const account of accounts)
      if (isJson) presented.push(presentAccount(account));
      else console.log(describeAccount(account));
  if (isJson) printList(presented);
}

const states = (account: Account) => [
  ...(isAdmin(account) ? ['admin'] : []),
  ...(account.confirmedAt === undefined ? ['unconfirmed'] : []),
  ...(account.suspendedAt === undefined ? [] : ['suspended']),
  ...(account.cancelledAt === undefined ? [] : ['cancelled']),
];

const describeAccount = (account: Account) =>
  [
    account.username.padEnd(30),
    account.email.padEnd(36),
    countOf(account.usage.photos, 'photo').padStart(14),
    formatBytes(account.usage.bytes).padStart(10),
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
