import type { AccountId } from '../../../domain/ids.ts';
import type { ByteGate } from '../../../ports/byte-gate.ts';

/** Admits every upload and every reader. */
export const openGate: ByteGate = {
  admitUpload: async () => ({ outcome: 'open', accountId: 'somebody' as AccountId }),
  canRead: async () => true,
};
