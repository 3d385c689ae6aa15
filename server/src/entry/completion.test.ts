import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createProgram } from './command-line.ts';
import { describeCommands } from './commands/completion.ts';
import { type CommandLine, openCommandLine } from './testing/command-line.ts';

const hasBash = spawnSync('bash', ['--version']).status === 0;

describe('completion in bash', { skip: !hasBash && 'there is no bash' }, () => {
  let vitrine: CommandLine;
  let script: string;
  before(async () => {
    vitrine = await openCommandLine();
    script = (await vitrine.run(['completion', 'bash'])).stdout;
    await mkdir(join(vitrine.directory, 'work', 'a folder'), { recursive: true });
    await writeFile(join(vitrine.directory, 'work', 'my photo.jpg'), '');
  });
  after(() => vitrine[Symbol.asyncDispose]());

  /** Lists bash's completions of the last word. */
  const complete = (...words: string[]) => {
    const list = ['vitrine', ...words].map((word) => `'${word}'`).join(' ');
    const call = `COMP_WORDS=(${list}); COMP_CWORD=${words.length}; _vitrine; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-c', `${script}\n${call}`], {
      encoding: 'utf8',
      cwd: join(vitrine.directory, 'work'),
    });
    assert.deepEqual([status, stderr], [0, '']);
    return stdout.split('\n').filter(Boolean);
  };

  it('offers commands, subcommands and options, also after global options', () => {
    assert.deepEqual(complete('do'), ['doctor']);
    assert.deepEqual(complete('--json', 'user', 'make'), ['make-admin', 'make-member']);
    assert.deepEqual(complete('upload', '--al'), ['--album', '--album-per-folder']);
    assert.deepEqual(complete('user', 'create', 'ada', '--pass'), ['--password-stdin']);
    assert.deepEqual(complete('sweep', '--js'), ['--json']);
  });

  it('offers the values of an option, and nothing for an option with free values', () => {
    assert.deepEqual(complete('upload', '--visibility', ''), ['public', 'unlisted', 'private']);
    assert.deepEqual(complete('upload', '--tag', ''), []);
    assert.deepEqual(complete('completion', ''), ['bash', 'zsh', 'fish']);
  });

  it('offers files to commands and folders to options that take them', () => {
    assert.deepEqual(complete('upload', 'm'), ['my photo.jpg']);
    assert.deepEqual(complete('upload', '--visibility', 'private', '').toSorted(), [
      'a folder',
      'my photo.jpg',
    ]);
    assert.deepEqual(complete('seed', '--photos', ''), ['a folder']);
    assert.deepEqual(complete('serve', ''), []);
  });
});

describe('completion', () => {
  it('names every command and option in every shell', async () => {
    await using vitrine = await openCommandLine();
    const commands = describeCommands(createProgram());
    for (const shell of ['bash', 'zsh', 'fish']) {
      const { code, stdout } = await vitrine.run(['completion', shell]);
      assert.equal(code, 0);
      for (const { path, options } of commands) {
        assert.ok(stdout.includes(path), `${shell}: ${path}`);
        for (const { flags } of options)
          for (const flag of flags) {
            const name = shell === 'fish' ? flag.replace(/^--?/u, '') : flag;
            assert.ok(stdout.includes(name), `${shell}: ${flag}`);
          }
      }
    }
  });

  it('refuses an unknown shell', async () => {
    await using vitrine = await openCommandLine();
    const { code, stderr } = await vitrine.run(['completion', 'tcsh']);
    assert.equal(code, 2);
    assert.match(stderr, /^Error: .*Allowed choices are bash, zsh, fish/u);
  });
});
