import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { describe, it } from 'node:test';
import { createWakeUp } from './wake-up.ts';

describe('waking up', () => {
  it('wakes all sleepers, and removes its listeners from their signal', async () => {
    const { signal } = new AbortController();
    const wakeUp = createWakeUp();
    const sleeping = Promise.all([wakeUp.sleep(60_000, signal), wakeUp.sleep(60_000, signal)]);
    wakeUp.wakeAll();
    await sleeping;
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });

  it('does not sleep on an aborted signal', async () => {
    await createWakeUp().sleep(60_000, AbortSignal.abort());
  });
});
