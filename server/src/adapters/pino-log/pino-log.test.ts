import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { setImmediate as immediately } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('testing/log-lines.ts', import.meta.url));

describe('the log', () => {
  it('writes each line whole, also for a slow reader', async () => {
    const child = spawn(process.execPath, [program, '1000'], { stdio: ['ignore', 'ignore', 'pipe'] });
    const lines = createInterface(child.stderr);
    const counts: number[] = [];
    for await (const line of lines) {
      counts.push(JSON.parse(line).count);
      if (counts.length % 100 === 0) await immediately();
    }
    assert.deepEqual(counts, [...Array(500).keys(), ...Array(500).keys()]);
  });

  it('blocks nothing if nobody reads it', async () => {
    const child = spawn(process.execPath, [program, '20000'], { stdio: ['ignore', 'pipe', 'pipe'] });
    const impatience = setTimeout(() => child.kill('SIGKILL'), 30_000);
    child.stdout.resume();
    assert.deepEqual(await once(child, 'exit'), [0, null]);
    clearTimeout(impatience);
    child.stderr.destroy();
  });

  it('neither fails nor buffers if the disk is full', async () => {
    await using full = await open('/dev/full', 'w');
    // Limits new objects, so that they do not count as the log's memory.
    const command = ['--max-semi-space-size=1', program, '100000'];
    const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', full.fd] });
    const ended = once(child, 'exit');
    assert.ok(child.stdout);
    const output = await text(child.stdout);
    assert.deepEqual(await ended, [0, null]);
    const { grownBy } = JSON.parse(output) as { grownBy: number };
    assert.ok(grownBy < 20, `by ${grownBy} MB`);
  });
});
