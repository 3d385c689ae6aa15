import type { AccountId, SessionId, TokenId } from './ids.ts';
import { days, type Timestamp } from './time.ts';

export type TokenScope = 'read' | 'write';

/** Personal access token, with which a program logs in. */
export type AccessToken = {
  id: TokenId;
  accountId: AccountId;
  name: string;
  scopes: TokenScope[];
  /** Digest of the secret, which its owner saw once and which is stored nowhere. */
  secretDigest: string;
  createdAt: Timestamp;
  lastUsedAt?: Timestamp;
  expiresAt: Timestamp;
};

export const maxTokensPerAccount = 50;

export type Session = {
  id: SessionId;
  accountId: AccountId;
  /** Digest of the secret in the browser's cookie. The secret is stored nowhere. */
  secretDigest: string;
  device: string;
  createdAt: Timestamp;
  lastSeenAt: Timestamp;
  expiresAt: Timestamp;
};

/** A session ends this long after its last use. */
export const idleLifetime = days(30);
/** A session ends this long after its log-in, however often it is used. */
const wholeLifetime = days(180);

/** Returns the end of a session that is used now. */
export const sessionEnd = ({ createdAt }: Pick<Session, 'createdAt'>, now: Timestamp): Timestamp =>
  Math.min(now + idleLifetime, createdAt + wholeLifetime);

/* Ordered: user agents of the first ones name later ones too. */
const browsers: readonly [sign: RegExp, name: string][] = [
  [/Edg\//u, 'Edge'],
  [/OPR\//u, 'Opera'],
  [/Firefox\//u, 'Firefox'],
  [/Chrom(e|ium)\//u, 'Chrome'],
  [/Safari\//u, 'Safari'],
];
const systems: readonly [sign: RegExp, name: string][] = [
  [/iPhone|iPad/u, 'iOS'],
  [/Android/u, 'Android'],
  [/Windows/u, 'Windows'],
  [/Mac OS X/u, 'macOS'],
  [/Linux/u, 'Linux'],
];

/** Shortens a `User-Agent` header to a text such as `Firefox on Linux`. */
export function describeDevice(userAgent = ''): string {
  const nameIn = (known: typeof browsers) => known.find(([sign]) => sign.test(userAgent))?.[1];
  const browser = nameIn(browsers);
  if (!browser) return 'A program';
  const system = nameIn(systems);
  return system ? `${browser} on ${system}` : browser;
}
