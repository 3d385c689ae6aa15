import { browserCookie } from '@vitrine/contract/api.ts';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { hours, seconds } from '../domain/time.ts';
import type { Ports } from '../ports/index.ts';

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
