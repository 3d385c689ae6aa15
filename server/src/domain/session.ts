import type { AccountId, SessionId } from './ids.ts';
import { days, type Timestamp } from './time.ts';

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

/** Since it was last used. */
export const sessionLifetime = days(30);

/** `Firefox on Linux`, from the `User-Agent` header; never more of it than that. */
export function describeDevice(userAgent: string | undefined): string {
  const agent = userAgent ?? '';
  const browser = /Edg\//u.test(agent)
    ? 'Edge'
    : /OPR\//u.test(agent)
      ? 'Opera'
      : /Firefox\//u.test(agent)
        ? 'Firefox'
        : /Chrom(e|ium)\//u.test(agent)
          ? 'Chrome'
          : /Safari\//u.test(agent)
            ? 'Safari'
            : undefined;
  const system = /iPhone|iPad/u.test(agent)
    ? 'iOS'
    : /Android/u.test(agent)
      ? 'Android'
      : /Windows/u.test(agent)
        ? 'Windows'
        : /Mac OS X/u.test(agent)
          ? 'macOS'
          : /Linux/u.test(agent)
            ? 'Linux'
            : undefined;
  if (!browser) return 'A program';
  return system ? `${browser} on ${system}` : browser;
}
