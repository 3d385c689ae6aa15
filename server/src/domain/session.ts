import type { AccountId, SessionId, TokenId } from './ids.ts';
import { days, type Timestamp } from './time.ts';

export type TokenScope = 'read' | 'write';

/** A personal access token: what a program logs in with. */
export type AccessToken = {
  id: TokenId;
  accountId: AccountId;
  name: string;
  scopes: TokenScope[];
  /** Of the secret that its owner saw once; the secret itself is nowhere stored. */
  secretDigest: string;
  createdAt: Timestamp;
  lastUsedAt?: Timestamp;
  expiresAt: Timestamp;
};

export const maxTokensPerAccount = 50;

export type Session = {
  id: SessionId;
  accountId: AccountId;
  /** Of the secret that the browser's cookie holds; the secret itself is nowhere stored. */
  secretDigest: string;
  device: string;
  createdAt: Timestamp;
  lastSeenAt: Timestamp;
  expiresAt: Timestamp;
};

/** A session ends so long after its last use. */
export const idleLifetime = days(30);
/** A session ends so long after its log-in, however often it is used. */
const wholeLifetime = days(180);

/** The end of a session that is used now. */
export const sessionEnd = ({ createdAt }: Pick<Session, 'createdAt'>, now: Timestamp): Timestamp =>
  Math.min(now + idleLifetime, createdAt + wholeLifetime);

/* In this order: those further down are named by those above them, too. */
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

/** `Firefox on Linux`, from the `User-Agent` header; never more of it than that. */
export function describeDevice(userAgent = ''): string {
  const nameIn = (known: typeof browsers) => known.find(([sign]) => sign.test(userAgent))?.[1];
  const browser = nameIn(browsers);
  if (!browser) return 'A program';
  const system = nameIn(systems);
  return system ? `${browser} on ${system}` : browser;
}
