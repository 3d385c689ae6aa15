import { randomBytes } from 'node:crypto';
import { globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerEndpoint } from '../../adapters/sql/drivers/server-driver.ts';
import { skipBecause, skippedBackends } from '../requirements.ts';
import { findFreePort } from './free-port.ts';
import { mariadbProgram } from './mariadb-server.ts';
import { postgresProgram } from './postgres-server.ts';
import { chownTo, type ServerProgram } from './server-process.ts';

const programs = { PostgreSQL: postgresProgram, MariaDB: mariadbProgram } as const;
export type DatabaseServerName = keyof typeof programs;

/** A database without tables. */
export type TestDatabase = { endpoint: ServerEndpoint; url: string };

export type DatabaseServer = AsyncDisposable & {
  createDatabase(): Promise<TestDatabase>;
  /** Stops the server at once, as in a crash. `resume` restarts it with all committed data. */
  interrupt(): Promise<void>;
  resume(): Promise<void>;
};

const findBinary = ({ binaries }: ServerProgram) => globSync(binaries).sort().at(-1);

/** Returns the reason to skip tests on this server, or false. */
export function missingDatabaseServer(name: DatabaseServerName): string | false {
  if (skippedBackends) return skippedBackends;
  const program = programs[name];
  if (findBinary(program)) return false;
  return skipBecause(`no ${name} is installed here (Debian: apt-get install ${program.package})`);
}

/** Starts a server on loopback in a temporary folder. */
export async function startDatabaseServer(name: DatabaseServerName): Promise<DatabaseServer> {
  const program = programs[name];
  const binary = findBinary(program);
  if (!binary) throw new Error(`no ${name} is installed here`);
  await using opened = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), `vitrine-${program.kind}-`));
  opened.defer(() => rm(directory, { recursive: true, force: true }));
  await chownTo(program.user, directory);
  const location = { binary, directory, port: await findFreePort() };
  await program.prepare(location);
  let server = program.start(location);
  opened.defer(() => server[Symbol.asyncDispose]());
  const endpointOf = (database: string): ServerEndpoint => ({
    kind: program.kind,
    host: '127.0.0.1',
    port: location.port,
    name: database,
    user: program.superuser.name,
    password: { reveal: () => '' },
    pool: 8,
    tls: 'disable',
  });
  const root = endpointOf(program.superuser.database);
  const awaitAnswer = () => untilAnswered(server.process, () => program.execute(root, 'select 1'));
  await awaitAnswer();
  const closing = opened.move();
  return {
    async createDatabase() {
      const name = `test_${randomBytes(6).toString('hex')}`;
      await program.execute(root, `create database ${name}`);
      const endpoint = endpointOf(name);
      return {
        endpoint,
        url: `${endpoint.kind}://${endpoint.user}@${endpoint.host}:${endpoint.port}/${name}`,
      };
    },
    async interrupt() {
      await server[Symbol.asyncDispose]();
    },
    async resume() {
      server = program.start(location);
      await awaitAnswer();
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

const patience = 60_000;

async function untilAnswered(process: { exitCode: number | null }, ask: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + patience;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (process.exitCode !== null || performance.now() > deadline) throw error;
    }
    await sleep(50);
  }
}
