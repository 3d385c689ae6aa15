import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, sql } from 'kysely';
import { AppError } from '../../../domain/errors.ts';
import type { Schema } from '../query/schema.ts';
import { type Database, retryOnDeadlock } from './database.ts';
import { createRotatingPool } from './rotating-pool.ts';
import { describeEndpoint, type ServerEndpoint, type ServerKind } from './server-driver.ts';

export type ConnectOptions = {
  /** Receives the text of each query. Budget tests count them. */
  onQuery?: ((sql: string) => void) | undefined;
  /** Time to wait for a server that does not respond, in milliseconds. */
  patience?: number | undefined;
};

const pauseBetweenAttempts = 500;

/** Connects to a database server. Waits for a server that is still starting. */
export async function connectDatabase(
  endpoint: ServerEndpoint,
  { onQuery, patience = 30_000 }: ConnectOptions = {},
): Promise<Database> {
  const server = await loadServerKind(endpoint);
  const pool = createRotatingPool({
    createPool: () => server.createPool({ isPatient: false }),
    renewPassword: async () => (await endpoint.password.renew?.()) ?? false,
    isRefused: (error) => error instanceof AppError && server.isPermanent(error.cause),
  });
  await using opened = new AsyncDisposableStack();
  opened.defer(() => pool.close());
  const dialect = await waitFor(endpoint, server, patience, async () => {
    const client = await pool.take();
    try {
      return await server.readDialectSql(client);
    } finally {
      client.release({ isBroken: false });
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
    // Kysely's `destroy` would make a late query fail with an error that we do not translate.
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

/** Loads only the driver of the configured server. */
async function loadServerKind(endpoint: ServerEndpoint): Promise<ServerKind> {
  return endpoint.kind === 'postgres'
    ? (await import('./postgres.ts')).createPostgres(endpoint)
    : (await import('./mysql.ts')).createMysql(endpoint);
}

async function waitFor<T>(
  endpoint: ServerEndpoint,
  { isPermanent }: ServerKind,
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
      if (isPermanent(cause) || performance.now() > deadline) {
        const what = `The database at ${describeEndpoint(endpoint)} cannot be reached`;
        // Omits the cause, because its stack does not help the operator.
        throw new AppError(
          'unavailable',
          `${what}: ${describeCause(cause)}. It is set by VITRINE_DATABASE_URL.`,
        );
      }
    }
    await sleep(pauseBetweenAttempts);
  }
}

function describeCause(cause: unknown): string {
  // Node reports one error for each IP address of the host.
  if (cause instanceof AggregateError) return cause.errors.map(describeCause).join(', ');
  return cause instanceof Error ? cause.message : String(cause);
}
