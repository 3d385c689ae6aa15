import type { AccountId, TokenId } from './ids.ts';
import type { Timestamp } from './time.ts';

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
