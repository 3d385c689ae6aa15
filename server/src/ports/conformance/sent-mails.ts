import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { noon, times } from './builders.ts';
import type { CreateHarness, StoreHarness } from './stores.ts';

/** Describes the promises of every store of sent mails. */
export function describeSentMailStore(name: string, create: CreateHarness<'sentMails'>): void {
  describe(name, () => {
    let harness: StoreHarness<'sentMails'>;

    beforeEach(async () => {
      harness = await create();
    });
    afterEach(() => harness[Symbol.asyncDispose]());

    const claim = (id = 'm-1', index = 0, at = noon) =>
      (index % 2 ? harness.elsewhere : harness.stores).sentMails.claim(id, at);

    it('gives a mail to one of many concurrent claimants', async () => {
      const claims = await Promise.all(times(20, (index) => claim('m-1', index)));
      assert.deepEqual(claims.toSorted(), ['claimed', ...times(19, () => 'held')]);
    });

    it('keeps a claim forever and reports it', async () => {
      assert.equal(await claim(), 'claimed');
      assert.equal(await claim('m-1', 1, noon * 2), 'held');
    });

    it('claims each mail separately', async () => {
      await claim();
      assert.equal(await claim('m-2'), 'claimed');
      assert.equal(await claim('M-1'), 'claimed');
      assert.equal(await claim('x'.repeat(200)), 'claimed');
    });

    it('remembers sent mails and does not release them', async () => {
      await claim();
      await harness.stores.sentMails.confirm('m-1');
      assert.equal(await claim('m-1', 1), 'sent');
      await harness.elsewhere.sentMails.release('m-1');
      assert.equal(await claim(), 'sent');
    });

    it('gives a released mail to one claimant', async () => {
      await claim();
      await harness.stores.sentMails.release('m-1');
      await harness.stores.sentMails.release('m-1');
      const claims = await Promise.all(times(6, (index) => claim('m-1', index)));
      assert.equal(claims.filter((outcome) => outcome === 'claimed').length, 1);
    });

    it('removes only old claims', async () => {
      await claim('m-1');
      await harness.stores.sentMails.confirm('m-1');
      await claim('m-2');
      await claim('m-3', 0, noon + 1);
      await harness.stores.sentMails.removeBefore(noon + 1);
      assert.deepEqual(
        [await claim('m-1'), await claim('m-2'), await claim('m-3')],
        ['claimed', 'claimed', 'held'],
      );
    });
  });
}
