import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, sql } from 'kysely';
import { AppError } from '../../../domain/errors.ts';
import type { Schema } from '../query/schema.ts';
import { type Database, retryOnDeadlock } from './database.ts';
import { createRotatingPool } from './rotating-pool.ts';
import { describeAddress, type ServerEndpoint, type ServerKind } from './server-driver.ts';

export type ConnectOptions = {
  /** Called with the text of each query: what budgets are counted by. */
  onQuery?: ((sql: string) => void) | undefined;
  /** How long a server that does not answer is waited for, in milliseconds. */
  patience?: number | undefined;
};

const pauseBetweenAttempts = 500;

/** A database on a server, which is waited for: it may be starting, too. */
export async function connectDatabase(
  address: ServerEndpoint,
  { onQuery, patience = 30_000 }: ConnectOptions = {},
): Promise<Database> {
  const server = await loadServerKind(address);
  const pool = createRotatingPool({
    createPool: () => server.createPool({ isPatient: false }),
    renewPassword: async () => (await address.password.renew?.()) ?? false,
    isRefused: (error) => error instanceof AppError && server.isHopeless(error.cause),
  });
  await using opened = new AsyncDisposableStack();
  opened.defer(() => pool.close());
  const dialect = await waitFor(address, server, patience, async () => {
    const client = await pool.take();
    try {
      return await server.readDialectText(client);
    } finally {
      client.release({ isSpoilt: false });
    }
  });
  const kysely = new Kysely<Schema>({
    dialect: server.createDialect(pool),
    ...(onQuery && { log: (event) => onQuery(event.query.sql) }),
  });
  const closing = opened.move();
  return {
    kysely,
    dialect,
    transact: (work) => retryOnDeadlock(() => kysely.transaction().execute(work)),
    async migrating(work) {
      const patient = new Kysely<Schema>({
        dialect: server.createDialect(server.createPool({ isPatient: true })),
      });
      try {
        return await work(patient);
      } finally {
        await patient.destroy();
      }
    },
    async check() {
      await kysely.selectNoFrom(sql<number>`1`.as('answer')).execute();
    },
    // Not by Kysely's `destroy`, after which a late query would get an error that is none of ours.
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

/** The driver is loaded only where there is a server that it is for. */
async function loadServerKind(address: ServerEndpoint): Promise<ServerKind> {
  return address.kind === 'postgres'
    ? (await import('./postgres.ts')).createPostgres(address)
    : (await import('./mysql.ts')).createMysql(address);
}

async function waitFor<T>(
  address: ServerEndpoint,
  { isHopeless }: ServerKind,
  patience: number,
  connect: () => Promise<T>,
): Promise<T> {
  const deadline = performance.now() + patience;
  for (;;) {
    try {
      return await connect();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { cause } = error;
      if (isHopeless(cause) || performance.now() > deadline) {
        const what = `The database at ${describeAddress(address)} cannot be reached`;
        // Without the cause, whose stack says nothing to whoever starts a server.
        throw new AppError('unavailable', `${what}: ${tellCause(cause)}. It is set by VITRINE_DATABASE_URL.`);
      }
    }
    await sleep(pauseBetweenAttempts);
  }
}

function tellCause(cause: unknown): string {
  // Of an address with several numbers, each attempt failed.
  if (cause instanceof AggregateError) return cause.errors.map(tellCause).join(', ');
  return cause instanceof Error ? cause.message : String(cause);
}
