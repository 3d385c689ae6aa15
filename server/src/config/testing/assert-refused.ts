import assert from 'node:assert/strict';
import { ConfigError, parseConfig } from '../config.ts';

/** That the value is refused, alone and by the variable's name, with what it may be like. */
export function assertRefused(variable: string, value: string, likeness: string): void {
  assert.throws(
    () => parseConfig({ [variable]: value }),
    (error) => {
      assert.ok(error instanceof ConfigError, value);
      assert.equal(error.faults.length, 1);
      assert.ok(error.faults[0]?.startsWith(`${variable}: must be ${likeness}`), error.message);
      return true;
    },
  );
}
