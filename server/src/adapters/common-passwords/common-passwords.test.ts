import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCommonPasswords } from './common-passwords.ts';

describe('the list of common passwords', () => {
  const list = createCommonPasswords();

  it('contains the most common passwords', async () => {
    for (const password of ['password12', '1234567890', 'qwertyuiop', 'sunshine', 'iloveyou'])
      assert.equal(await list.has(password), true, password);
  });

  it('contains no phrase of several words', async () => {
    for (const password of ['correct horse battery', 'a lighthouse at dusk', ''])
      assert.equal(await list.has(password), false, password);
  });
});
