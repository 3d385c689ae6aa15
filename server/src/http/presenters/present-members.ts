import type { accountSchema } from '@vitrine/contract/accounts.ts';
import type { memberSchema } from '@vitrine/contract/members.ts';
import type * as z from 'zod';
import type { Account } from '../../domain/account.ts';
import { cancellationGrace, isActive } from '../../domain/account.ts';
import { avatarKey } from '../../domain/blob-keys.ts';
import { toIso } from '../../domain/time.ts';
import { mediaBase } from '../../features/media/rendition-url.ts';

export type MemberAnswer = z.infer<typeof memberSchema>;
export type AccountAnswer = z.infer<typeof accountSchema>;

function avatarUrl(account: Account): string | null {
  const key = avatarKey(account);
  return key !== undefined && isActive(account) ? `${mediaBase}/${key}` : null;
}

export const presentMember = (account: Account): MemberAnswer => ({
  username: account.username,
  displayName: account.displayName,
  avatarUrl: avatarUrl(account),
});

/** For its holder alone. */
export const presentAccount = (account: Account, quotaBytes: number): AccountAnswer => ({
  id: account.id,
  email: account.email,
  ...presentMember(account),
  bio: account.bio,
  role: account.role,
  confirmed: account.confirmedAt !== undefined,
  photoCount: account.usage.photos,
  storedBytes: account.usage.bytes,
  quotaBytes,
  uploadDefaults: account.uploadDefaults ?? null,
  createdAt: toIso(account.createdAt),
  cancelledUntil: account.cancelledAt === undefined ? null : toIso(account.cancelledAt + cancellationGrace),
});
