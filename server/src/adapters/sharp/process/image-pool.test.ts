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

  // Children of these tests hold a connection to the test: it ends when they do, however they end.
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

  it('runs no more children than allowed', async () => {
    await using pool = createPool({ concurrency: 2 });
    const answers = await Promise.all(Array.from({ length: 6 }, () => pool.runTask(order('pid'))));
    assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 2);
  });

  it('kills a child that takes longer than its task may', async () => {
    await using pool = createPool();
    const task = { ...order('hang'), limits: { ...limits, milliseconds: 100 } };
    assert.deepEqual(await pool.runTask(task), { kind: 'broken', by: 'time' });
  });

  it('kills a child that takes too much memory', {
    skip: process.platform !== 'linux' && 'only Linux tells',
  }, async () => {
    await using pool = createPool();
    assert.deepEqual(await pool.runTask(order('hoard')), { kind: 'broken', by: 'memory' });
  });

  it('blames the file for a crash, and goes on', async () => {
    await using pool = createPool();
    assert.deepEqual(await pool.runTask(order('crash')), { kind: 'broken', by: 'crash' });
    assert.equal((await pool.runTask(order('pid'))).kind, 'failed');
  });

  it('does not blame the file when somebody kills the child', async () => {
    await using pool = createPool();
    await assert.rejects(pool.runTask(order('be killed')), /SIGKILL/);
  });

  it('does not blame the file for a program that does not start', async () => {
    await using pool = createPool({ programPath: join(directory, 'absent.mjs') });
    await assert.rejects(pool.runTask(order('pid')), /Cannot find module/);
  });

  it('ends a task whose caller gives up, waiting or running', async () => {
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

  it('leaves no child when it is closed, and rejects what was under way', async () => {
    const pool = createPool();
    const child = awaitChild();
    const tasks = [pool.runTask(order('hang')), pool.runTask(order('hang'))];
    const rejections = Promise.all(tasks.map((task) => assert.rejects(task, /closed/)));
    const { ended } = await child;
    await pool[Symbol.asyncDispose]();
    await Promise.all([rejections, ended]);
  });

  it('lets idle children go', async () => {
    await using pool = createPool({ idleMilliseconds: 1 });
    const child = awaitChild();
    await pool.runTask(order('pid'));
    await (await child).ended;
  });

  it('leaves no child when its process is killed', async () => {
    const options = JSON.stringify({ concurrency: 1, limits, programPath });
    const program = `import { createImagePool } from ${JSON.stringify(poolModule)};
      await createImagePool(${options}).runTask(${JSON.stringify(order('hang'))});`;
    const child = awaitChild();
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: 'ignore' });
    const { ended } = await child;
    parent.kill('SIGKILL');
    await ended;
  });

  it('gives children nothing of the environment', async () => {
    await using pool = createPool();
    const answer = await pool.runTask(order('list environment'));
    assert.ok(answer.kind === 'failed');
    const names = answer.message.split(' ').filter((name) => !name.startsWith('NODE_CHANNEL'));
    assert.deepEqual(names, ['MALLOC_ARENA_MAX', 'NODE_NO_WARNINGS', 'UV_THREADPOOL_SIZE']);
  });
});

/** The stand-in for a child takes its orders from the path of the task and answers by a message. */
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
    // Twice what a child may have, and no more, however late that is seen: the machine has others to feed.
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
