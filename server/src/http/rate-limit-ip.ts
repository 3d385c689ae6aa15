import { apiBase } from '@vitrine/contract/api.ts';
import type { Context, MiddlewareHandler, Next } from 'hono';
import { emailKey } from '../domain/account.ts';
import { hours, minutes } from '../domain/time.ts';
import { findByLogin } from '../features/shared/accounts.ts';
import { type Limit, takeAttempt } from '../features/shared/rate-limit.ts';
import type { AttemptOutcome } from '../ports/attempts.ts';
import type { Ports } from '../ports/index.ts';
import type { BrowserCookies } from './authenticate.ts';
import { clientSubnets, type Subnet } from './client-subnets.ts';
import type { AppEnv, CountedLimit } from './environment.ts';

type Rule = {
  /** Limits the requests of one subnet. */
  perSubnet: Limit;
  /** Limits the successful requests of one subnet. */
  successes?: Limit;
  /** Limits the attempts at one login from one subnet, so that a stranger elsewhere cannot use them up. */
  perLogin?: Limit;
  /**
   * Counts short codes only, and each browser separately, so that strangers in the same subnet cannot use up a member's
   * attempts. The codes of links are too long to guess.
   */
  countsShortCodes?: true;
};

/** Limits requests with which strangers guess, annoy or fill the storage, by method and path below the API's base. */
const rules: Readonly<Record<string, Rule>> = {
  'POST /session': {
    perSubnet: { limit: 300, window: minutes(15) },
    perLogin: { limit: 10, window: minutes(15) },
  },
  // Each success mails an address that may be a stranger's, and one mailbox can have many addresses.
  'POST /accounts': {
    perSubnet: { limit: 300, window: hours(1) },
    successes: { limit: 100, window: hours(1) },
  },
  'POST /accounts/confirm': {
    perSubnet: { limit: 300, window: minutes(15) },
    perLogin: { limit: 10, window: minutes(15) },
    countsShortCodes: true,
  },
  'POST /accounts/resend-code': {
    perSubnet: { limit: 100, window: hours(1) },
    perLogin: { limit: 5, window: hours(1) },
  },
  'POST /accounts/forgot-password': {
    perSubnet: { limit: 100, window: hours(1) },
    perLogin: { limit: 5, window: hours(1) },
  },
  'POST /accounts/reset-password': {
    perSubnet: { limit: 300, window: minutes(15) },
    perLogin: { limit: 10, window: minutes(15) },
    countsShortCodes: true,
  },
};

const logIn = 'POST /session';
/* Success at one of these proves that the client holds the account. */
const proofs = new Set([logIn, 'POST /accounts/reset-password']);

type Deps = Pick<Ports, 'accounts' | 'attempts' | 'secrets' | 'clock'>;
/** A request that a rule limits. */
type Attempt = { route: string; subnets: readonly Subnet[]; counted: CountedLimit[] };

/** Limits attempts by subnet and login. A proof of holding the account resets the attempts to log in to it. */
export function limitRatePerIp(
  deps: Deps,
  browsers: Pick<BrowserCookies, 'read'>,
  addressOf: (c: Context<AppEnv>) => string | undefined,
): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const route = `${c.req.method} ${c.req.path.slice(apiBase.length)}`;
    const rule = rules[route];
    if (!rule) return next();
    // A connection that was reset has no IP address any more. All of these share one subnet.
    const attempt: Attempt = { route, subnets: clientSubnets(addressOf(c) ?? 'nowhere'), counted: [] };
    c.set('limits', attempt.counted);
    await countRequest(deps, attempt, rule.perSubnet);
    if (rule.successes) return limitSuccesses(deps, attempt, rule.successes, c, next);

    const { perLogin } = rule;
    const { login, code } = perLogin ? await readBody(c) : {};
    if (!perLogin || !login) return next();
    const subject = rule.countsShortCodes ? `${login} ${browsers.read(c) ?? 'no browser'}` : login;
    if (!rule.countsShortCodes || isShort(code)) await countLogin(deps, attempt, subject, perLogin);
    if (!proofs.has(route)) return next();

    const account = await findByLogin(deps, login);
    // The user name and the e-mail address of one account share a limit. Refusing here would reveal that they do.
    const accountSubject = `account ${account?.id ?? login}`;
    if (route === logIn) c.set('isThrottled', !(await takeLogIn(deps, attempt, accountSubject, perLogin)));
    await next();
    if (c.res.ok && account)
      await resetLogIns(deps, attempt, [accountSubject, login, account.username, emailKey(account.email)]);
  };
}

async function countRequest(deps: Deps, attempt: Attempt, limit: Limit): Promise<void> {
  for (const subnet of attempt.subnets)
    await takeAttempt(
      deps,
      `${attempt.route} ${subnet.name}`,
      sharedLimit(limit, subnet),
      recordLimit(attempt, 'network', limit, subnet),
    );
}

async function countLogin(deps: Deps, attempt: Attempt, subject: string, limit: Limit): Promise<void> {
  for (const subnet of attempt.subnets)
    await takeAttempt(
      deps,
      loginKey(deps, attempt.route, subject, subnet),
      sharedLimit(limit, subnet),
      recordLimit(attempt, 'login', limit, subnet),
    );
}

/** Records an outcome for the `RateLimit` headers: that of the narrowest subnet, and of a wider one that refuses. */
const recordLimit =
  ({ counted }: Attempt, name: 'network' | 'login', limit: Limit, { share }: Subnet) =>
  (outcome: AttemptOutcome) => {
    if (share === 1) counted.push({ name, ...limit, outcome });
    else if (!outcome.allowed) counted.push({ name: 'site', ...limit, outcome });
  };

/** Returns whether every subnet of the client has an attempt left. */
async function takeLogIn(deps: Deps, { subnets }: Attempt, subject: string, limit: Limit): Promise<boolean> {
  const now = deps.clock.now();
  const outcomes = await Promise.all(
    subnets.map((subnet) =>
      deps.attempts.take({ key: loginKey(deps, logIn, subject, subnet), ...sharedLimit(limit, subnet), now }),
    ),
  );
  return outcomes.every(({ allowed }) => allowed);
}

async function resetLogIns(deps: Deps, { subnets }: Attempt, subjects: readonly string[]): Promise<void> {
  const keys = subnets.flatMap((subnet) => subjects.map((subject) => loginKey(deps, logIn, subject, subnet)));
  await Promise.all(keys.map((key) => deps.attempts.reset(key)));
}

/** Counts before the request runs, so that concurrent requests cannot pass, and gives back failed ones. */
async function limitSuccesses(
  deps: Deps,
  { route, subnets }: Attempt,
  limit: Limit,
  c: Context<AppEnv>,
  next: Next,
): Promise<void> {
  const keys = subnets.map((subnet) => `${route} done ${subnet.name}`);
  for (const [index, subnet] of subnets.entries())
    await takeAttempt(deps, keys[index] ?? '', sharedLimit(limit, subnet));
  await next();
  if (!c.res.ok) for (const key of keys) await deps.attempts.refund(key, deps.clock.now());
}

const loginKey = ({ secrets }: Deps, route: string, subject: string, subnet: Subnet) =>
  secrets.digest(`${route} ${subject} ${subnet.name}`);

const sharedLimit = ({ limit, window }: Limit, { share }: Subnet): Limit => ({
  limit: limit * share,
  window,
});

/* True for typed codes, which are shorter than those of links. */
const isShort = (code = '') => code.replace(/[\s-]/gu, '').length < 32;

async function readBody(c: Context): Promise<{ login?: string | undefined; code?: string | undefined }> {
  const body: unknown = await c.req.json().catch(() => undefined);
  const { login, code } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  return {
    login: typeof login === 'string' ? login.trim().toLowerCase() : undefined,
    code: typeof code === 'string' ? code : undefined,
  };
}
