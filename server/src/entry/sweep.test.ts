import assert from 'node:assert/strict';
import { cp, readdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openCommandLine } from './testing/command-line.ts';

describe('vitrine sweep', () => {
  it('examines the copy that it is pointed to, and ends with 3 where a file of it is cut off', async () => {
    await using vitrine = await openCommandLine();
    await vitrine.run(['seed', '--synthetic', '1']);
    const copy = join(vitrine.directory, 'copy');
    await cp(join(vitrine.directory, 'media'), join(copy, 'media'), { recursive: true });
    await cp(join(vitrine.directory, 'vitrine.db'), join(copy, 'vitrine.db'));
    const settings = {
      VITRINE_DATABASE_URL: `sqlite:${copy}/vitrine.db`,
      VITRINE_STORAGE_URL: `file:${copy}/media`,
    };
    const sweepCopy = (...options: string[]) => vitrine.run([...options, 'sweep'], { settings });
    const whole = await sweepCopy();
    assert.deepEqual([whole.code, whole.stderr], [0, '']);
    assert.match(whole.stdout, /^1 photos, \d+ objects, 0 differences, 0 put right$/mu);

    const originals = join(copy, 'media', 'originals');
    const [name] = (await readdir(originals, { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    );
    assert.ok(name);
    await truncate(join(name.parentPath, name.name), 10);
    const cut = await sweepCopy();
    assert.equal(cut.code, 3);
    assert.match(cut.stdout, /^damaged {2}originals\/\S+ {2}10 bytes of \d+$/mu);
    const { findings } = JSON.parse((await sweepCopy('--json')).stdout);
    assert.deepEqual([findings.length, findings[0].kind, findings[0].bytes], [1, 'damaged', 10]);
    assert.equal((await vitrine.run(['sweep'])).code, 0, 'the gallery itself is well');
  });
});
