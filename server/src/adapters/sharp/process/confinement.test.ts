import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { defaultImageLimits } from '../image-limits.ts';
import { type Confinement, confineJavaScript, confineWorkers, reportConfinement } from './confinement.ts';
import { createImagePool } from './image-pool.ts';

type Attempt = 'scratch' | 'write' | 'secret' | 'parent' | 'install' | 'spawn' | 'connect';
/** Runs a program in the worker's confinement. Returns `yes` or an error for each ability. */
type Findings = Record<Attempt, string> & { pid: number };

const limits = { ...defaultImageLimits, memoryBytes: 300_000_000 };

describe('a worker process', () => {
  let directory: string;
  let scratch: string;
  let confinement: Confinement;
  let found: Findings;
  /** Reads the kernel's view of the worker. */
  let status: string;
  const server = createServer((socket) => socket.destroy());

  before(async () => {
    directory = await realpath(await mkdtemp(join(tmpdir(), 'vitrine-confined-')));
    scratch = await mkdtemp(join(directory, 'scratch-'));
    const program = await mkdtemp(join(directory, 'program-'));
    const secret = join(directory, 'secret');
    await writeFile(secret, 'xyzzy');
    await writeFile(join(scratch, 'original'), 'picture');
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const programPath = join(program, 'probe.mjs');
    await writeFile(programPath, writeProbe({ scratch, secret, port }));
    confinement = await confineWorkers({ programPath, scratch, limits });
    await using pool = createImagePool({
      ...{ concurrency: 1, limits, programPath, confine: async () => confinement },
    });
    const task = { kind: 'strip', sourcePath: '', format: 'jpeg', targetPath: '', limits } as const;
    const answer = await pool.runTask(task);
    assert.ok(answer.kind === 'failed', JSON.stringify(answer));
    found = JSON.parse(answer.message) as Findings;
    const read = (file: string) => readFile(`/proc/${found.pid}/${file}`, 'utf8').catch(() => '');
    status = (await read('status')) + (await read('limits'));
  });
  after(async () => {
    server.close();
    await rm(directory, { recursive: true });
  });

  it('reads and writes the scratch folder, but reads no secret, no settings of its parent and no checkout', () => {
    assert.deepEqual([found.scratch, found.write], ['yes', 'yes']);
    for (const what of ['secret', 'parent', 'install'] as const)
      assert.equal(found[what], 'ERR_ACCESS_DENIED', what);
  });

  it('starts no other process', () => {
    assert.equal(found.spawn, 'ERR_ACCESS_DENIED');
  });

  it('has no network if the machine supports network namespaces', (t) => {
    if (!confinement.protections.network) return t.skip('this machine does not');
    assert.match(found.connect, /^(?:ECONNREFUSED|ENETUNREACH|EADDRNOTAVAIL)$/u);
  });

  it('gains no privileges if the machine can prevent it', (t) => {
    if (!confinement.protections.privileges) return t.skip('this machine cannot');
    assert.match(status, /^NoNewPrivs:\s+1$/mu);
    if (process.getuid?.() === 0) assert.match(status, /^CapEff:\s+0+$/mu);
  });

  it('has resource limits if the machine supports them', (t) => {
    if (!confinement.protections.resources) return t.skip('this machine cannot');
    const bound = (name: string) => Number(new RegExp(`^${name}\\s+(\\d+)`, 'mu').exec(status)?.[1]);
    assert.ok(bound('Max data size') <= limits.memoryBytes + 600_000_000);
    assert.ok(bound('Max cpu time') <= 3600);
    assert.ok(bound('Max open files') <= 256);
    assert.ok(bound('Max file size') <= 2_000_000_000);
    assert.equal(bound('Max core file size'), 0);
  });

  it('reports each protection as active or missing', () => {
    const { kept, open } = reportConfinement(confinement);
    assert.equal(kept.length + open.length, Object.keys(confinement.protections).length);
    assert.ok(kept.some((words) => words.startsWith('other files')));
  });

  it('cannot access its parent from native code if the machine supports user namespaces', async (t) => {
    if (!confinement.protections.namespace) return t.skip('this machine has none');
    const [program = '', ...words] = [...confinement.command, 'cat', `/proc/${process.pid}/environ`];
    await assert.rejects(promisify(execFile)(program, words), /Permission denied/u);
  });

  it('is confined by Node alone if the machine lacks the other programs', () => {
    const { nodeOptions, protections } = confineJavaScript({
      programPath: '/a/src/b/child.ts',
      scratch,
      limits,
    });
    assert.deepEqual(
      Object.entries(protections).filter(([, isHeld]) => isHeld),
      [['files', true]],
    );
    assert.ok(nodeOptions.includes('--permission'));
  });
});

/** Replies with its abilities in a failure message. */
function writeProbe({ scratch, secret, port }: { scratch: string; secret: string; port: number }): string {
  return `
    import { readFileSync, writeFileSync } from 'node:fs';
    import { connect } from 'node:net';
    import { spawnSync } from 'node:child_process';
    process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
    const attempt = (what) => {
      try {
        what();
        return 'yes';
      } catch (error) {
        return error.code ?? String(error);
      }
    };
    const connecting = () =>
      new Promise((resolve) => {
        const socket = connect(${port}, '127.0.0.1');
        socket.on('connect', () => resolve('yes')).on('error', (error) => resolve(error.code));
      });
    process.on('message', async () => {
      const found = {
        scratch: attempt(() => readFileSync(${JSON.stringify(join(scratch, 'original'))})),
        write: attempt(() => writeFileSync(${JSON.stringify(join(scratch, 'drawn'))}, 'x')),
        secret: attempt(() => readFileSync(${JSON.stringify(secret)})),
        parent: attempt(() => readFileSync('/proc/' + process.ppid + '/environ')),
        install: attempt(() => readFileSync(${JSON.stringify(join(import.meta.dirname, '../../../package.json'))})),
        spawn: attempt(() => spawnSync('true')),
        connect: await connecting().catch((error) => error.code),
        pid: process.pid,
      };
      process.send({ kind: 'failed', message: JSON.stringify(found) });
    });
    process.send({ kind: 'ready' });
  `;
}
