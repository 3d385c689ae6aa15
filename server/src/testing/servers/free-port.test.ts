import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { describe, it } from 'node:test';

const program = `
  const { findFreePort } = await import(${JSON.stringify(import.meta.resolve('./free-port.ts'))});
  const ports = await Promise.all(Array.from({ length: 100 }, findFreePort));
  process.stdin.resume().on('end', () => process.exit());
  console.log(ports.join(' '));
`;

describe('a free port', { skip: process.platform !== 'linux' && 'only Linux reserves names' }, () => {
  it('is given once, however many processes ask at the same moment', async () => {
    const children = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ['--input-type=module', '--eval', program], {
        stdio: ['pipe', 'pipe', 'inherit'],
      }),
    );
    // Each child holds its port until all children have one.
    const told = await Promise.all(children.map(({ stdout }) => stdout.take(1).toArray()));
    for (const { stdin } of children) stdin.end();
    const ports = told.flat().flatMap((line) => String(line).trim().split(' '));
    assert.equal(ports.length, 400);
    assert.equal(new Set(ports).size, 400);
  });
});
