import { apiBase } from '@vitrine/contract/api.ts';
import type { Context, MiddlewareHandler } from 'hono';
import { AppError } from '../domain/errors.ts';
import { hours, minutes } from '../domain/time.ts';
import type { Ports } from '../ports/index.ts';
import type { Environment } from './environment.ts';

type Limit = { limit: number; window: number };
type Rule = {
  /** For one address from which requests come. */
  perAddress: Limit;
  /** For one name that is tried from one address: a stranger elsewhere cannot use it up. */
  perLogin?: Limit;
};

/** What a stranger could do often to guess, to annoy or to fill the store. By method and path below the base. */
const rules: Readonly<Record<string, Rule>> = {
  'POST /session': {
    perAddress: { limit: 300, window: minutes(15) },
    perLogin: { limit: 10, window: minutes(15) },
  },
  'POST /accounts': { perAddress: { limit: 300, window: hours(1) } },
  'POST /accounts/confirm': {
    perAddress: { limit: 300, window: minutes(15) },
    perLogin: { limit: 10, window: minutes(15) },
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
  },
};

/** Slows down whoever tries too often. Logging in gives the attempts at that name back. */
export function limitAttempts(
  ports: Pick<Ports, 'attempts' | 'secrets' | 'clock'>,
  addressOf: (c: Context<Environment>) => string | undefined,
): MiddlewareHandler<Environment> {
  return async (c, next) => {
    const name = `${c.req.method} ${c.req.path.slice(apiBase.length)}`;
    const rule = rules[name];
    const address = addressOf(c);
    if (!rule || !address) return next();
    const login = rule.perLogin && (await readLogin(c.req.raw.clone()));
    const loginKey = login && ports.secrets.digest(`${name} ${login} ${address}`);
    const take = async (key: string, limit: Limit) => {
      const outcome = await ports.attempts.take({ key, ...limit, now: ports.clock.now() });
      if (!outcome.allowed)
        throw new AppError(
          'too-many-requests',
          `That was tried too often. Please wait ${inWords(outcome.retryAfter)}.`,
          {
            retryAfter: outcome.retryAfter,
          },
        );
    };
    await take(`${name} ${address}`, rule.perAddress);
    if (rule.perLogin && loginKey) await take(loginKey, rule.perLogin);
    await next();
    if (loginKey && c.res.ok && name === 'POST /session') await ports.attempts.reset(loginKey);
  };
}

async function readLogin(request: Request): Promise<string | undefined> {
  const body: unknown = await request.json().catch(() => undefined);
  const login = typeof body === 'object' && body !== null && 'login' in body ? body.login : undefined;
  return typeof login === 'string' ? login.trim().toLowerCase() : undefined;
}

const inWords = (seconds: number) =>
  seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
