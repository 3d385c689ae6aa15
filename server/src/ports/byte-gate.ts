import type { Audience } from '../domain/access.ts';
import type { AccountId } from '../domain/ids.ts';

/** An address to upload to, as the store signed it. */
export type UploadAddress = {
  key: string;
  /** The number of the part, from 1, if the object is sent in parts. */
  part?: number | undefined;
  bytes: number;
};

export type Admission =
  | { outcome: 'open'; accountId: AccountId }
  /** The object is there: the address has done its work. */
  | { outcome: 'arrived' }
  /** The upload was cancelled, rejected or deleted, or its owner may not upload any more. */
  | { outcome: 'ended' };

/** Questions of a store with its own addresses before it takes or gives bytes. */
export interface ByteGate {
  admitUpload(address: UploadAddress): Promise<Admission>;
  canRead(request: { key: string; audience: Audience }): Promise<boolean>;
}
