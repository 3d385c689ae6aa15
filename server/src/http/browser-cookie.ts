import { browserCookie } from '@vitrine/contract/api.ts';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { hours, seconds } from '../domain/time.ts';
import type { Ports } from '../ports/index.ts';

/* As long as a code to confirm an account is valid. */
const lifetime = hours(24);

/** Tells browsers apart that ask for codes: the digits in a mail hold only for the one that asked. */
export type BrowserCookies = {
  /** Digest of the secret that the browser holds; undefined where it holds none. */
  read(c: Context): string | undefined;
  /** The same, of a secret that the browser is given if it holds none. */
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
