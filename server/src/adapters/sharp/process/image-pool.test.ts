import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { defaultImageLimits } from '../image-limits.ts';
import { createImagePool, type ImagePoolOptions } from './image-pool.ts';
import type { ImageTask } from './worker-loop.ts';

const limits = { ...defaultImageLimits, memoryBytes: 300_000_000 };
const poolModule = new URL('./image-pool.ts', import.meta.url).href;

describe('image pool', () => {
  let directory: string;
  let server: Server;
  let programPath: string;

  // The workers of these tests hold a connection to the test, which closes when they end.
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vitrine-pool-'));
    const socketPath = join(directory, 'socket');
    server = createServer().listen(socketPath);
    programPath = join(directory, 'child.mjs');
    await writeFile(programPath, writeChildProgram(socketPath));
  });

  after(async () => {
    server.close();
    await rm(directory, { recursive: true });
  });

  const createPool = (options: Partial<ImagePoolOptions> = {}) =>
    createImagePool({ concurrency: 1, limits, programPath, ...options });

  async function awaitChild(): Promise<{ socket: Socket; ended: Promise<unknown> }> {
    const [socket]: Socket[] = await once(server, 'connection');
    assert.ok(socket);
    socket.resume().on('error', () => {});
    return { socket, ended: once(socket, 'close') };
  }

  it('uses one child for one task after another', async () => {
    await using pool = createPool();
    const answers = [await pool.runTask(order('pid')), await pool.runTask(order('pid'))];
    assert.deepEqual(answers[0], answers[1]);
  });

  it('runs no more workers than allowed', async () => {
    await using pool = createPool({ concurrency: 2 });
    const answers = await Promise.all(Array.from({ length: 6 }, () => pool.runTask(order('pid'))));
    assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 2);
  });

  it('kills a worker that exceeds its time limit', async () => {
    await using pool = createPool();
    const task = { ...order('hang'), limits: { ...limits, milliseconds: 100 } };
    assert.deepEqual(await pool.runTask(task), { kind: 'broken', by: 'time' });
  });

  it('kills a worker that exceeds its memory limit', {
    skip: process.platform !== 'linux' && 'only Linux tells',
  }, async () => {
    await using pool = createPool();
    assert.deepEqual(await pool.runTask(order('hoard')), { kind: 'broken', by: 'memory' });
  });

  it('refuses the file after a crash and continues', async () => {
    await using pool = createPool();
    assert.deepEqual(await pool.runTask(order('crash')), { kind: 'broken', by: 'crash' });
    assert.equal((await pool.runTask(order('pid'))).kind, 'failed');
  });

  it('does not refuse the file if something else kills the worker', async () => {
    await using pool = createPool();
    await assert.rejects(pool.runTask(order('be killed')), /SIGKILL/);
  });

  it('does not refuse the file if the program fails to start', async () => {
    await using pool = createPool({ programPath: join(directory, 'absent.mjs') });
    await assert.rejects(pool.runTask(order('pid')), /Cannot find module/);
  });

  it('ends a task that the caller aborts, waiting or running', async () => {
    await using pool = createPool();
    const [runningCaller, waitingCaller] = [new AbortController(), new AbortController()];
    const child = awaitChild();
    const running = pool.runTask(order('hang'), runningCaller.signal);
    const waiting = pool.runTask(order('hang'), waitingCaller.signal);
    const { ended } = await child;
    waitingCaller.abort(new Error('no longer wanted'));
    await assert.rejects(waiting, /no longer wanted/);
    runningCaller.abort(new Error('not wanted either'));
    await assert.rejects(running, /not wanted either/);
    await ended;
  });

  it('leaves no worker when it is closed and rejects running tasks', async () => {
    const pool = createPool();
    const child = awaitChild();
    const tasks = [pool.runTask(order('hang')), pool.runTask(order('hang'))];
    const rejections = Promise.all(tasks.map((task) => assert.rejects(task, /closed/)));
    const { ended } = await child;
    await pool[Symbol.asyncDispose]();
    await Promise.all([rejections, ended]);
  });

  it('ends idle workers', async () => {
    await using pool = createPool({ idleMilliseconds: 1 });
    const child = awaitChild();
    await pool.runTask(order('pid'));
    await (await child).ended;
  });

  it('leaves no worker when its process is killed', async () => {
    const options = JSON.stringify({ concurrency: 1, limits, programPath });
    const program = `import { createImagePool } from ${JSON.stringify(poolModule)};
      await createImagePool(${options}).runTask(${JSON.stringify(order('hang'))});`;
    const child = awaitChild();
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: 'ignore' });
    const { ended } = await child;
    parent.kill('SIGKILL');
    await ended;
  });

  it('passes nothing of the environment to workers', async () => {
    await using pool = createPool();
    const answer = await pool.runTask(order('list environment'));
    assert.ok(answer.kind === 'failed');
    const names = answer.message.split(' ').filter((name) => !name.startsWith('NODE_CHANNEL'));
    assert.deepEqual(names, ['MALLOC_ARENA_MAX', 'NODE_NO_WARNINGS', 'UV_THREADPOOL_SIZE']);
  });
});

/** A stand-in for a worker. It reads commands from the task's path and replies with a message. */
function order(what: string): ImageTask {
  return {
    kind: 'strip',
    sourcePath: what,
    format: 'jpeg',
    targetPath: '',
    limits,
  };
}

function writeChildProgram(socketPath: string): string {
  return `
    import { createConnection } from 'node:net';
    const connection = createConnection(${JSON.stringify(socketPath)}).unref();
    process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
    const answer = (message) => process.send({ kind: 'failed', message });
    // Allocates twice the limit and no more, however late that is noticed, to spare the machine.
    const hoard = [];
    const gather = () => hoard.length < 30 && hoard.push(Buffer.alloc(20_000_000, 1));
    const orders = {
      pid: () => answer(String(process.pid)),
      hang: () => {},
      hoard: () => setInterval(gather, 1),
      crash: () => process.abort(),
      'be killed': () => process.kill(process.pid, 'SIGKILL'),
      'list environment': () => answer(Object.keys(process.env).sort().join(' ')),
    };
    process.on('message', ({ sourcePath }) => orders[sourcePath]());
    connection.on('connect', () => process.send({ kind: 'ready' }));
  `;
}
