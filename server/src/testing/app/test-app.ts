import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose } from '../../compose.ts';
import { type Config, parseConfig } from '../../config/config.ts';
import { createAddressOf } from '../../entry/client-address.ts';
import { createNodeServer } from '../../entry/node-server.ts';
import { type AppOptions, createApp } from '../../http/app.ts';
import type { App } from '../../http/environment.ts';
import { createRenditionMemory } from '../../http/rendition-memory.ts';
import { runJob } from '../../jobs/run-job.ts';
import type { Ports } from '../../ports/index.ts';
import type { Mail } from '../../ports/mailer.ts';
import { checkAnswers, findContractFault, throwFaults } from '../api/contract-check.ts';
import type { CognitoServer } from '../cognito/cognito-server.ts';
import { findFreePort } from '../servers/free-port.ts';
import { findCodes } from '../servers/parse-mail.ts';
import type { SesServer } from '../servers/ses-server.ts';
import { createClient, type TestClient } from './test-client.ts';

export type TestApp = AsyncDisposable & {
  url: string;
  /** As a visitor: an address of the gallery's, whole or from its root. Redirects are not followed. */
  fetch(address: string, init?: RequestInit): Promise<Response>;
  ports: Ports;
  directory: string;
  /** What another one on the same data is started with. */
  settings: Record<string, string>;
  mails: Mail[];
  /** A visitor with a browser's cookies, of the gallery or of another application. */
  createVisitor(app?: App): TestClient;
  /** A confirmed member who is logged in. */
  createMember(username: string): Promise<TestClient>;
  /** Of every mail that went to an address; the first first. */
  mailSubjectsTo(email: string): Promise<string[]>;
  /** The last six digits that were mailed to an address. */
  codeFor(email: string): string;
  /** The code of the last link that was mailed to an address. */
  linkCodeFor(email: string): string;
  /** Works through every job that can run now. */
  runJobs(): Promise<void>;
  /** The same application with other options, asked without a network. */
  withOptions(change: Partial<AppOptions>): App;
};

export const password = 'correct horse battery';

/** The whole of Vitrine on its embedded parts, or those that the settings name, in a directory of its own, listening on loopback, without a worker. */
export async function startApp(
  settings: Record<string, string> = {},
  {
    onQuery,
    cognito,
    ses,
    isOnLambda = false,
  }: {
    onQuery?: (sql: string) => void;
    /** Who proves identities, if not the gallery itself. */
    cognito?: CognitoServer | undefined;
    /** What the gallery's mails go to, if it is told to send them there. */
    ses?: SesServer | undefined;
    /** Whether the bundles answer and work, as Lambda starts them, beside the ports that are given to the test. */
    isOnLambda?: boolean | undefined;
  } = {},
): Promise<TestApp> {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-test-'));
  const mails: Mail[] = [];
  const shared = {
    VITRINE_DATABASE_URL: `sqlite:${directory}/vitrine.db`,
    VITRINE_STORAGE_URL: `file:${directory}/media`,
    VITRINE_MAIL_URL: `folder:${directory}/outbox`,
    ...(isOnLambda ? { VITRINE_SECRET: 'a'.repeat(64) } : { VITRINE_SECRET_FILE: `${directory}/secret` }),
    VITRINE_SCRATCH: `${directory}/scratch`,
    VITRINE_LOG_LEVEL: 'silent',
    ...cognito?.variables,
    ...settings,
  };
  const config = parseConfig({ PORT: String(await findFreePort()), ...shared });
  const composition = await compose(config, {
    announceMail: (mail) => mails.push(mail),
    database: { onQuery, isDurable: false },
  });
  await composition.migrate();
  const { ports } = composition;
  const renditions = createRenditionMemory(ports);
  const options: AppOptions = {
    ports,
    renditions,
    publicUrl: config.publicUrl,
    quotaBytes: config.quotaBytes,
    storageOrigins: composition.storageOrigins,
    endpoints: composition.endpoints,
    checkReadiness: async () => {
      await Promise.all(composition.backends.map(({ check }) => check()));
    },
    addressOf: createAddressOf(config.trustProxy),
  };
  const faults: string[] = [];
  const createWatched = (change: Partial<AppOptions> = {}) =>
    checkAnswers(createApp({ ...options, ...change }), faults);
  const onLambda = isOnLambda ? await startLambdas(shared, config.port) : undefined;
  const server = onLambda ?? (await listen(createNodeServer(createWatched(), renditions), config));
  const url = `http://${config.host}:${config.port}`;
  const fetchFrom = async (address: string, init?: RequestInit) => {
    const asked = new Request(new URL(address, url), { redirect: 'manual', ...init });
    const response = await fetch(asked);
    // The bundles have an app of their own, which cannot be watched from within.
    const fault = onLambda && (await findContractFault(asked, response));
    if (fault) faults.push(fault);
    throwFaults(faults);
    return response;
  };

  const testApp: TestApp = {
    url,
    fetch: fetchFrom,
    ports,
    directory,
    settings: shared,
    mails,
    createVisitor: (app) =>
      createClient(app ? async (address, init) => app.request(address, init) : fetchFrom, config.publicUrl),
    async createMember(username) {
      const person = testApp.createVisitor();
      const email = `${username}@example.org`;
      await person.post('/accounts', { username, email, password });
      await testApp.runJobs();
      await person.post('/accounts/confirm', { login: username, code: testApp.codeFor(email) });
      return person;
    },
    async mailSubjectsTo(email) {
      const sent = [...mails, ...((await ses?.listMails()) ?? [])];
      return sent.filter(({ to }) => to === email).map(({ subject }) => subject);
    },
    codeFor(email) {
      const sent = cognito?.sentCodes().findLast(({ to }) => to === email);
      if (sent) return sent.code;
      return readCode(mails, email).typed;
    },
    linkCodeFor: (email) => readCode(mails, email).link,
    withOptions: createWatched,
    async runJobs() {
      if (onLambda) return onLambda.feed.drain();
      for (;;) {
        const jobs = await ports.jobs.receive({ limit: 10, lease: 30_000, waitFor: 0 });
        if (jobs.length === 0) return;
        for (const job of jobs) await runJob(ports, job, new AbortController().signal);
      }
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await composition[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
      throwFaults(faults);
    },
  };
  return testApp;
}

function readCode(mails: readonly Mail[], email: string) {
  for (const { to, text } of mails.toReversed()) {
    const codes = to === email ? findCodes(text) : undefined;
    if (codes) return codes;
  }
  throw new Error(`no code was mailed to ${email}`);
}

/* Loaded where they are wanted: the bundler comes with them. */
async function startLambdas(settings: Readonly<Record<string, string>>, port: number) {
  const { startLambdaApp } = await import('../lambda/lambda-app.ts');
  return startLambdaApp(settings, port);
}

async function listen(
  server: Server,
  { host, port }: Pick<Config, 'host' | 'port'>,
): Promise<AsyncDisposable> {
  server.listen(port, host);
  await once(server, 'listening');
  return {
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
