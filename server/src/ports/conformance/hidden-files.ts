import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { buildChecksum, noon } from './builders.ts';
import type { CreateHarness, StoreHarness } from './stores.ts';

/** Describes the promises of every store of hidden files. */
export function describeHiddenFileStore(name: string, create: CreateHarness<'hiddenFiles'>): void {
  describe(name, () => {
    let harness: StoreHarness<'hiddenFiles'>;
    const file = { sha256: buildChecksum(1), hiddenAt: noon };

    beforeEach(async () => {
      harness = await create();
    });
    afterEach(() => harness[Symbol.asyncDispose]());

    it('knows a file that was hidden, from everywhere and no other one', async () => {
      await harness.stores.hiddenFiles.add(file);
      assert.deepEqual(await harness.elsewhere.hiddenFiles.find(file.sha256), file);
      assert.equal(await harness.stores.hiddenFiles.find(buildChecksum(2)), undefined);
    });

    it('keeps the moment of the first time', async () => {
      const { hiddenFiles } = harness.stores;
      await hiddenFiles.add(file);
      await Promise.all([1, 2, 3].map((later) => hiddenFiles.add({ ...file, hiddenAt: noon + later })));
      assert.deepEqual(await hiddenFiles.find(file.sha256), file);
    });

    it('forgets a file, however often it is asked', async () => {
      const { hiddenFiles } = harness.stores;
      await hiddenFiles.add(file);
      for (const _ of [1, 2]) await hiddenFiles.remove(file.sha256);
      assert.equal(await hiddenFiles.find(file.sha256), undefined);
      await hiddenFiles.add({ ...file, hiddenAt: noon + 9 });
      assert.equal((await hiddenFiles.find(file.sha256))?.hiddenAt, noon + 9);
    });
  });
}
