import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { days } from '../../domain/time.ts';
import { describeBlobGet } from './blob-get.ts';
import { describeBlobLists } from './blob-lists.ts';
import { describeBlobObjects } from './blob-objects.ts';
import { describeParts } from './blob-parts.ts';
import { describeBlobPut } from './blob-put.ts';
import { type BlobHarness, content, key, useBlobs } from './use-blobs.ts';

type BlobExpectations = {
  /** The reason to skip the store on this machine. */
  skip?: string | false;
  /** False for a stand-in that, unlike S3, does not compare bytes with the signed checksum. */
  comparesChecksums?: boolean;
};

/** Describes the promises of every blob store. */
export function describeBlobStore(
  name: string,
  create: () => Promise<BlobHarness>,
  { skip = false, comparesChecksums = true }: BlobExpectations = {},
): void {
  describe(name, { skip }, () => {
    const held = useBlobs(create);
    const { store, listKeys, assertNothingIsStored } = held;

    describeBlobPut(held, { comparesChecksums });
    describeBlobGet(held);
    describeBlobObjects(held);
    describeBlobLists(held);
    describeParts(() => held.blobs, { comparesChecksums });

    it('removes only unfinished uploads', async () => {
      await store(key, content);
      await held.blobs.removeUnfinished(Date.now() + days(1));
      assert.equal(await held.blobs.removeUnfinished(Date.now() + days(1)), 0);
      assert.deepEqual(await listKeys(), [key]);
    });

    it('passes a check and leaves no trace of it', async () => {
      await held.blobs.check();
      await assertNothingIsStored();
    });
  });
}
