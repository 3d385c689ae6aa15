import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { findFreePort } from './free-port.ts';

const run = promisify(execFile);
const patience = 60_000;

type Keys = { accessKeyId: string; secretAccessKey: string };
export type CephCluster = AsyncDisposable & {
  port: number;
  owner: Keys;
  addUser(name: string): Promise<Keys>;
};

/** Starts Ceph's S3 gateway (Debian: radosgw, ceph-mon, ceph-osd, ceph-common) on a cluster of one node in memory. */
export async function startCephCluster(): Promise<CephCluster> {
  await using started = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-ceph-'));
  started.defer(() => rm(directory, { recursive: true, force: true }));
  const id = randomUUID();
  const [port, monitorPort] = await Promise.all([findFreePort(), findFreePort()]);
  const configuration = join(directory, 'ceph.conf');
  await mkdir(join(directory, 'osd'));
  await writeFile(configuration, writeCephConfig({ directory, id, storePort: port, monitorPort }));
  const env = { ...process.env, CEPH_CONF: configuration };
  const call = async (program: string, ...parameters: string[]) =>
    (await run(program, parameters, { env, timeout: patience })).stdout;
  const startDaemon = async (...command: [string, ...string[]]) =>
    started.use(await spawnDaemon(command, env, join(directory, `${command[0]}.out`)));

  // `ceph version 16.2.15 (618f…) pacific (stable)`
  const release = /\) (\w+)/u.exec(await call('ceph', '--version'))?.[1] ?? 'pacific';
  const map = join(directory, 'monmap');
  const address = `[v2:127.0.0.1:${monitorPort}]`;
  const format = ['--create', '--fsid', id, '--set-min-mon-release', release];
  await call('monmaptool', ...format, '--addv', 'a', address, map);
  await call('ceph-mon', '-i', 'a', '--mkfs', '--monmap', map, '--keyring', '/dev/null');
  await startDaemon('ceph-mon', '-i', 'a', '-f');
  await until('the monitor answers', () => call('ceph', 'osd', 'new', id));

  await call('ceph-osd', '-i', '0', '--mkfs', '--osd-uuid', id);
  await call('ceph', 'osd', 'crush', 'add', 'osd.0', '1.0', 'root=default', 'host=here');
  await startDaemon('ceph-osd', '-i', '0', '-f');
  await until('the objects can be kept', async () => {
    if (!(await call('ceph', 'osd', 'stat')).includes('1 up')) throw new Error('it is not up yet');
  });

  const addUser = async (name: string) => {
    const keys = { accessKeyId: name, secretAccessKey: randomUUID() };
    const parameters = ['--access-key', keys.accessKeyId, '--secret-key', keys.secretAccessKey];
    await call('radosgw-admin', 'user', 'create', `--uid=${name}`, `--display-name=${name}`, ...parameters);
    return keys;
  };
  const owner = await addUser('vitrine');
  await startDaemon('radosgw', '-n', 'client.rgw', '-f');
  await until('the gateway listens', () => touch(port));

  const closing = started.move();
  return { port, owner, addUser, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}

/* The daemons need no graceful shutdown. A killed test takes them with it (PR_SET_PDEATHSIG, prctl(2)). */
async function spawnDaemon(
  [program, ...parameters]: [string, ...string[]],
  env: NodeJS.ProcessEnv,
  outputPath: string,
): Promise<AsyncDisposable> {
  const tie = existsSync('/usr/bin/setpriv')
    ? ['/usr/bin/setpriv', '--pdeathsig', 'KILL', program]
    : [program];
  const [command = program, ...leading] = tie;
  await using output = await open(outputPath, 'a');
  const child = spawn(command, [...leading, ...parameters], {
    env,
    stdio: ['ignore', output.fd, output.fd],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  return {
    async [Symbol.asyncDispose]() {
      kill();
      await ended;
      process.removeListener('exit', kill);
    },
  };
}

async function until(what: string, attempt: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + patience;
  for (;;)
    try {
      await attempt();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`, { cause: error });
      await sleep(100);
    }
}

const touch = (port: number) =>
  new Promise<void>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
  });

type CephOptions = { directory: string; id: string; storePort: number; monitorPort: number };

/**
 * Configures one monitor, one object store in memory and one gateway on loopback, without authentication. The gateway
 * waits forever unless each daemon uses the `crc` mode.
 */
function writeCephConfig({ directory, id, storePort, monitorPort }: CephOptions): string {
  const parts = ['cluster', 'service', 'client'];
  const modes = [...parts, ...parts.map((part) => `mon ${part}`)];
  const settings = {
    fsid: id,
    'mon host': `v2:127.0.0.1:${monitorPort}/0`,
    'mon data': `${directory}/mon`,
    'mon allow pool size one': true,
    'mon max pg per osd': 1000,
    // The monitor would stop on a nearly full disk, although it needs no space.
    'mon data avail crit': 0,
    'paxos propose interval': 0.05,
    'public addr': '127.0.0.1',
    'cluster addr': '127.0.0.1',
    'ms bind ipv6': false,
    'ms bind msgr1': false,
    ...bindRange(monitorPort),
    ...Object.fromEntries(parts.map((part) => [`auth ${part} required`, 'none'])),
    ...Object.fromEntries(modes.map((part) => [`ms ${part} mode`, 'crc'])),
    'osd data': `${directory}/osd`,
    'osd objectstore': 'memstore',
    'memstore device bytes': 2 * 1024 ** 3,
    'osd journal': '',
    'osd pool default size': 1,
    'osd pool default min size': 1,
    'osd pool default pg num': 1,
    'osd pool default pgp num': 1,
    'osd crush chooseleaf type': 0,
    'run dir': directory,
    'admin socket': '',
    'log file': `${directory}/$name.log`,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  return [
    '[global]',
    ...lines,
    '[client.rgw]',
    `rgw frontends = beast endpoint=127.0.0.1:${storePort}`,
    '',
  ].join('\n');
}

/* Ports below those that the system assigns, and apart from those of a concurrent test's cluster. */
function bindRange(seed: number) {
  const start = 10_000 + (seed % 100) * 200;
  return { 'ms bind port min': start, 'ms bind port max': start + 199 };
}
