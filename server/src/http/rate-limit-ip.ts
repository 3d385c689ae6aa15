import { apiBase } from '@vitrine/contract/api.ts';
import type { Context, MiddlewareHandler, Next } from 'hono';
import { emailKey } from '../domain/account.ts';
import { hours, minutes } from '../domain/time.ts';
import { findByLogin } from '../features/shared/accounts.ts';
import { type Limit, takeAttempt } from '../features/shared/rate-limit.ts';
import type { AttemptOutcome } from '../ports/attempts.ts';
import type { Ports } from '../ports/index.ts';
import type { BrowserCookies } from './browser-cookie.ts';
import { clientSubnets, type Subnet } from './client-subnets.ts';
import type { AppEnv } from './environment.ts';
import type { CountedLimit } from './rate-limit-headers.ts';

type Rule = {
  /** For one network from which requests come. */
  perAddress: Limit;
  /** The limit of successful ones for one network. */
  successes?: Limit;
  /** For one name that is tried from one network: a stranger elsewhere cannot use it up. */
  perLogin?: Limit;
  /**
   * Counts for one name short codes alone, and each browser by itself: of the same network, too, a stranger uses up
   * nobody's attempts. A code of a link cannot be guessed.
   */
  countsDigits?: true;
};

/** What a stranger could do often to guess, to annoy or to fill the store. By method and path below the base. */
const rules: Readonly<Record<string, Rule>> = {
  'POST /session': {
    perAddress: { limit: 300, window: minutes(15) },
    perLogin: { limit: 10, window: minutes(15) },
  },
  // Each that succeeds mails an address that may be a stranger's, of which one mailbox can have many.
  'POST /accounts': {
    perAddress: { limit: 300, window: hours(1) },
    successes: { limit: 100, window: hours(1) },
  },
  'POST /accounts/confirm': {
    perAddress: { limit: 300, window: minutes(15) },
    perLogin: { limit: 10, window: minutes(15) },
    countsDigits: true,
  },
  'POST /accounts/resend-code': {
    perAddress: { limit: 100, window: hours(1) },
    perLogin: { limit: 5, window: hours(1) },
  },
  'POST /accounts/forgot-password': {
    perAddress: { limit: 100, window: hours(1) },
    perLogin: { limit: 5, window: hours(1) },
  },
  'POST /accounts/reset-password': {
    perAddress: { limit: 300, window: minutes(15) },
    perLogin: { limit: 10, window: minutes(15) },
    countsDigits: true,
  },
};

const logIn = 'POST /session';
/* Whoever succeeds at one of these holds the account. */
const proofs = new Set([logIn, 'POST /accounts/reset-password']);

/** Slows down whoever tries too often. Proving to hold an account gives the attempts to log in to it back. */
export function limitRatePerIp(
  ports: Pick<Ports, 'accounts' | 'attempts' | 'secrets' | 'clock'>,
  browsers: Pick<BrowserCookies, 'read'>,
  addressOf: (c: Context<AppEnv>) => string | undefined,
): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const name = `${c.req.method} ${c.req.path.slice(apiBase.length)}`;
    const rule = rules[name];
    if (!rule) return next();
    const { perAddress, perLogin } = rule;
    const counted: CountedLimit[] = [];
    c.set('limits', counted);
    /* Of the networks that an address belongs to, the narrowest speaks for all. */
    const count =
      (what: 'network' | 'login', limit: Limit, { share }: Subnet) =>
      (outcome: AttemptOutcome) => {
        if (share === 1 || !outcome.allowed)
          counted.push({ name: share === 1 ? what : 'site', ...limit, outcome });
      };
    // A connection that was reset at once has no address any more: all of those together are one network.
    const networks = clientSubnets(addressOf(c) ?? 'nowhere');
    for (const network of networks)
      await takeAttempt(
        ports,
        `${name} ${network.name}`,
        sharedLimit(perAddress, network),
        count('network', perAddress, network),
      );
    if (rule.successes) return await countSuccess(ports, name, networks, rule.successes, c, next);
    const { login, code } = perLogin ? await readBody(c) : {};
    if (!perLogin || !login) return next();
    const keyOf = (route: string, who: string, network: Subnet) =>
      ports.secrets.digest(`${route} ${who} ${network.name}`);
    const whose = rule.countsDigits ? `${login} ${browsers.read(c) ?? 'no browser'}` : login;
    if (!rule.countsDigits || isShort(code))
      for (const network of networks)
        await takeAttempt(
          ports,
          keyOf(name, whose, network),
          sharedLimit(perLogin, network),
          count('login', perLogin, network),
        );
    if (!proofs.has(name)) return next();
    const account = await findByLogin(ports, login);
    // User name and address of one account count together. Saying so would tell which belong together.
    const both = `account ${account?.id ?? login}`;
    if (name === logIn) {
      const now = ports.clock.now();
      const takes = networks.map((network) =>
        ports.attempts.take({ key: keyOf(logIn, both, network), ...sharedLimit(perLogin, network), now }),
      );
      c.set('isGuessing', !(await Promise.all(takes)).every(({ allowed }) => allowed));
    }
    await next();
    if (!c.res.ok || !account) return;
    const names = [both, login, account.username, emailKey(account.email)];
    const keys = networks.flatMap((network) => names.map((known) => keyOf(logIn, known, network)));
    await Promise.all(keys.map((key) => ports.attempts.reset(key)));
  };
}

/** Counts before, so that many at once do not pass, and gives back what did not succeed. */
async function countSuccess(
  ports: Pick<Ports, 'attempts' | 'clock'>,
  name: string,
  networks: readonly Subnet[],
  limit: Limit,
  c: Context<AppEnv>,
  next: Next,
): Promise<void> {
  const keys = networks.map((network) => `${name} done ${network.name}`);
  for (const [index, network] of networks.entries())
    await takeAttempt(ports, keys[index] ?? '', sharedLimit(limit, network));
  await next();
  if (!c.res.ok) for (const key of keys) await ports.attempts.refund(key, ports.clock.now());
}

const sharedLimit = ({ limit, window }: Limit, { share }: Subnet): Limit => ({
  limit: limit * share,
  window,
});

/* Anything that is not long enough for the code of a link. */
const isShort = (code = '') => code.replace(/[\s-]/gu, '').length < 32;

async function readBody(c: Context): Promise<{ login?: string | undefined; code?: string | undefined }> {
  const body: unknown = await c.req.json().catch(() => undefined);
  const { login, code } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  return {
    login: typeof login === 'string' ? login.trim().toLowerCase() : undefined,
    code: typeof code === 'string' ? code : undefined,
  };
}
