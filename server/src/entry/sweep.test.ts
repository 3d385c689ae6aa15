import assert from 'node:assert/strict';
import { cp, mkdir, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { openCommandLine } from './testing/command-line.ts';

describe('vitrine sweep', () => {
  it('examines the given copy, and exits with 3 if one of its files is truncated', async () => {
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
    assert.match(whole.stdout, /^1 photo, \d+ objects, 0 differences, 0 fixed$/mu);

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

  it('with --fix reports what it fixed, names the rest with the reason, and exits with 3', async () => {
    await using vitrine = await openCommandLine();
    await vitrine.run(['seed', '--synthetic', '1']);
    const media = join(vitrine.directory, 'media');
    const nobody = '01890a5d-ac96-774b-bcce-b302099a8057';
    const strays = [
      `originals/${nobody}`,
      `originals/wrong-d/${nobody}`,
      'originals/not a key.jpg',
      'backup/old.jpg',
      'note.txt',
    ];
    for (const path of [...strays, `originals/${nobody.slice(0, 7)}/${nobody}`]) {
      await mkdir(dirname(join(media, path)), { recursive: true });
      await writeFile(join(media, path), 'x');
    }
    for (const left of [6, 5]) {
      const { code, stdout } = await vitrine.run(['sweep', '--fix', '--include-recent']);
      assert.equal(code, 3, stdout);
      assert.match(stdout, new RegExp(`${left} differences, ${left - 5} fixed, 5 not fixed$`, 'mu'));
      for (const path of strays)
        assert.match(stdout, new RegExp(`^not fixed {2}${path} {2}Vitrine deletes no file`, 'mu'));
    }
    const { findings, unfixed } = JSON.parse((await vitrine.run(['--json', 'sweep', '--fix'])).stdout);
    assert.deepEqual(
      findings.map(({ kind, key }: { kind: string; key: string }) => [kind, key]),
      strays.toSorted().map((key) => ['stray', key]),
    );
    assert.equal(unfixed.length, 5);
    for (const path of strays) await rm(join(media, path));
    assert.equal((await vitrine.run(['sweep', '--include-recent'])).code, 0);
  });
});
