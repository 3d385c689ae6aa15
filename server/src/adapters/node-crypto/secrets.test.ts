import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeSecrets } from '../../ports/conformance/secrets.ts';
import { createSecrets } from './secrets.ts';

describeSecrets('secrets by node:crypto', createSecrets);

it('refuses a secret of less than 32 bytes', () => {
  assert.throws(() => createSecrets(new Uint8Array(31), { now: () => 0 }), RangeError);
});
