import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import manifest from '../../package.json' with { type: 'json' };
import { openCommandLine } from './testing/command-line.ts';

describe('the command line', () => {
  it('prints its version', async () => {
    await using vitrine = await openCommandLine();
    const { code, stdout } = await vitrine.run(['--version']);
    assert.deepEqual([code, stdout], [0, `${manifest.version}\n`]);
  });

  it('prints its commands and the location of its settings', async () => {
    await using vitrine = await openCommandLine();
    const { code, stdout } = await vitrine.run(['--help']);
    assert.equal(code, 0);
    for (const word of [
      'serve',
      'work',
      'migrate',
      'config',
      'user',
      'jobs',
      'upload',
      'sweep',
      'doctor',
      'seed',
    ])
      assert.match(stdout, new RegExp(`^  ${word} `, 'mu'));
    assert.match(stdout, /docs\/configuration\.md/u);
  });

  it('exits with 2 after a usage error', async () => {
    await using vitrine = await openCommandLine();
    for (const parameters of [['nope'], ['sweep', '--nope'], []]) {
      const { code, stderr } = await vitrine.run(parameters);
      assert.equal(code, 2, parameters.join(' '));
      assert.notEqual(stderr, '');
    }
  });
});
