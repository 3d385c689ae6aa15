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

    it('finds only hidden files, from every process', async () => {
      await harness.stores.hiddenFiles.add(file);
      assert.deepEqual(await harness.elsewhere.hiddenFiles.find(file.sha256), file);
      assert.equal(await harness.stores.hiddenFiles.find(buildChecksum(2)), undefined);
    });

    it('keeps the time of the first hiding', async () => {
      const { hiddenFiles } = harness.stores;
      await hiddenFiles.add(file);
      await Promise.all([1, 2, 3].map((later) => hiddenFiles.add({ ...file, hiddenAt: noon + later })));
      assert.deepEqual(await hiddenFiles.find(file.sha256), file);
    });

    it('removes a file, also repeatedly', async () => {
      const { hiddenFiles } = harness.stores;
      await hiddenFiles.add(file);
      for (const _ of [1, 2]) await hiddenFiles.remove(file.sha256);
      assert.equal(await hiddenFiles.find(file.sha256), undefined);
      await hiddenFiles.add({ ...file, hiddenAt: noon + 9 });
      assert.equal((await hiddenFiles.find(file.sha256))?.hiddenAt, noon + 9);
    });
  });
}
