import type { Audience } from '../domain/access.ts';
import type { AccountId } from '../domain/ids.ts';

/** Signed upload URL that a request uses. */
export type SignedUpload = {
  key: string;
  /** Number of the part, from 1, if the object is sent in parts. */
  part?: number | undefined;
  bytes: number;
};

export type Admission =
  | { outcome: 'open'; accountId: AccountId }
  /** The object exists already. */
  | { outcome: 'arrived' }
  /** The upload was cancelled, rejected or deleted, or its owner may not upload any more. */
  | { outcome: 'ended' };

/** Asked by stores that serve their own signed URLs, before they accept or send bytes. */
export interface ByteGate {
  admitUpload(address: SignedUpload): Promise<Admission>;
  canRead(request: { key: string; audience: Audience }): Promise<boolean>;
}
