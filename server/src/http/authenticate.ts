import { accountHeader, browserCookie, sessionCookie } from '@vitrine/contract/api.ts';
import type { Access } from '@vitrine/contract/route.ts';
import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { canSignIn, isAdmin, missingScope } from '../domain/access.ts';
import type { Account } from '../domain/account.ts';
import { AppError } from '../domain/errors.ts';
import { idleLifetime } from '../domain/session.ts';
import { hours, seconds } from '../domain/time.ts';
import { authenticateSession } from '../features/sessions/sessions.ts';
import { authenticateBearer } from '../features/tokens/authenticate.ts';
import type { Ports } from '../ports/index.ts';
import type { AppEnv } from './environment.ts';

/* The lifetime of a code that confirms an account. */
const lifetime = hours(24);

/**
 * Distinguishes browsers that request codes: the digits in an e-mail are valid only in the browser that requested
 * them.
 */
export type BrowserCookies = {
  /** Returns the digest of the browser's secret, or `undefined` if it has none. */
  read(c: Context): string | undefined;
  /** Returns the digest of the browser's secret, and sets a new secret if it has none. */
  ensure(c: Context): string;
  clear(c: Context): void;
};

export function createBrowserCookies({ secrets }: Pick<Ports, 'secrets'>, publicUrl: string): BrowserCookies {
  const isSecure = publicUrl.startsWith('https:');
  const name = isSecure ? `__Host-${browserCookie}` : browserCookie;
  const options = { path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure } as const;
  const secretOf = (c: Context) => {
    const secret = getCookie(c, name);
    return secret !== undefined && /^[\w-]{43}$/u.test(secret) ? secret : undefined;
  };
  return {
    read(c) {
      const secret = secretOf(c);
      return secret && secrets.digest(secret);
    },
    ensure(c) {
      const secret = secretOf(c) ?? secrets.createToken();
      setCookie(c, name, secret, { ...options, maxAge: lifetime / seconds(1) });
      return secrets.digest(secret);
    },
    clear(c) {
      if (getCookie(c, name) !== undefined) deleteCookie(c, name, options);
    },
  };
}

export type SessionCookies = {
  read(c: Context): string | undefined;
  write(c: Context, secret: string): void;
  clear(c: Context): void;
};

/** Under https the prefix `__Host-` binds the cookie to this host (RFC 6265bis §4.1.3.2). */
export function createSessionCookies(publicUrl: string): SessionCookies {
  const isSecure = publicUrl.startsWith('https:');
  const name = isSecure ? `__Host-${sessionCookie}` : sessionCookie;
  const options = { path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure } as const;
  return {
    read: (c) => getCookie(c, name),
    write: (c, secret) => setCookie(c, name, secret, { ...options, maxAge: idleLifetime / 1000 }),
    clear: (c) => deleteCookie(c, name, options),
  };
}

/** Authenticates the caller by bearer token or session cookie. Neither is accepted in place of the other. */
export function authenticate(
  ports: Pick<Ports, 'accounts' | 'identity' | 'sessions' | 'tokens' | 'secrets' | 'clock'>,
  cookies: SessionCookies,
): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const bearer = c.req.header('authorization');
    if (bearer !== undefined) {
      await acceptBearer(ports, c, bearer);
      return next();
    }
    const secret = cookies.read(c);
    const found = secret ? await authenticateSession(ports, secret) : undefined;
    if (found && canSignIn(found.account)) {
      refuseOtherAccount(c, found.account);
      c.set('account', found.account);
      c.set('proof', { kind: 'session', sessionId: found.session.id });
      c.set('authenticateAgain', async () => {
        const again = secret ? await authenticateSession(ports, secret) : undefined;
        return again && canSignIn(again.account) ? again.account : undefined;
      });
      if (found.isRenewed && secret) cookies.write(c, secret);
    } else if (secret && !found) cookies.clear(c);
    await next();
  };
}

/* A request with a token acts for the token's owner or nobody. Cookies do not count. */
async function acceptBearer(
  ports: Pick<Ports, 'accounts' | 'identity' | 'tokens' | 'secrets' | 'clock'>,
  c: Context<AppEnv>,
  header: string,
): Promise<void> {
  const [, secret] = /^Bearer ([\w.~+/-]{1,4096}=*)$/iu.exec(header) ?? [];
  const found = secret && (await authenticateBearer(ports, secret));
  if (!found) throw new AppError('unauthenticated', 'The token is unknown, revoked or expired.');
  c.set('account', found.account);
  c.set('proof', { kind: 'token', scopes: found.scopes });
  c.set('authenticateAgain', async () => (await authenticateBearer(ports, secret))?.account);
}

/** Starts a new session and ends the browser's previous one, which would otherwise be lost without being revoked. */
export async function replaceSession(
  ports: Pick<Ports, 'sessions'>,
  cookies: SessionCookies,
  c: Context<AppEnv>,
  secret: string,
): Promise<void> {
  const before = c.get('proof');
  const holder = c.get('account');
  if (holder && before?.kind === 'session') await ports.sessions.remove(holder.id, before.sessionId);
  cookies.write(c, secret);
}

/** Checks the access that the route requires. */
function requireAccess(access: Access, method: string): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const proof = c.get('proof');
    const account = c.get('account');
    if (proof?.kind === 'token') {
      if (access === 'session')
        throw new AppError('forbidden', 'This requires a browser session. Access tokens are not accepted.');
      const scope = missingScope(proof.scopes, method);
      if (scope) {
        c.set('missingScope', scope);
        throw new AppError('forbidden', 'The token lacks the required scope.');
      }
    }
    if (access !== 'anyone' && !account) throw new AppError('unauthenticated', 'Log in to continue.');
    if (access === 'admin' && !isAdmin(account))
      throw new AppError('not-found', 'This does not exist, or you don’t have access to it.');
    await next();
  };
}

/** Adds the access check to a route, before its validation. */
export const guarded = <R extends { 'x-access': Access; method: string }>(route: R): R => ({
  ...route,
  middleware: [requireAccess(route['x-access'], route.method)],
});

/**
 * Refuses a request that a page sends for another account. The cookie names the latest log-in, which may have happened
 * in another tab.
 */
function refuseOtherAccount(c: Context, { id }: Account): void {
  const meant = c.req.header(accountHeader);
  if (meant !== undefined && meant !== id)
    throw new AppError(
      'unauthenticated',
      'Someone else has logged in from this browser. Nothing was changed.',
    );
}
