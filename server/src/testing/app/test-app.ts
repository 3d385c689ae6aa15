import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose } from '../../compose.ts';
import { type Config, parseConfig } from '../../config/config.ts';
import { createNodeServer } from '../../entry/node-server.ts';
import { createAddressOf } from '../../entry/open-app.ts';
import { type AppOptions, createApp } from '../../http/app.ts';
import type { App } from '../../http/environment.ts';
import { createRenditionCache } from '../../http/media-cache.ts';
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
  /** Sends a visitor's request to a URL or path of the app. Does not follow redirects. */
  fetch(address: string, init?: RequestInit): Promise<Response>;
  ports: Ports;
  directory: string;
  /** The environment variables for another app on the same data. */
  settings: Record<string, string>;
  mails: Mail[];
  /** Creates a visitor with a cookie jar, of this app or of another one. */
  createVisitor(app?: App): TestClient;
  /** Registers, confirms and logs in a member. */
  createMember(username: string): Promise<TestClient>;
  /** Lists the subjects of all mails to an e-mail address, oldest first. */
  mailSubjectsTo(email: string): Promise<string[]>;
  /** Returns the latest six-digit code mailed to an e-mail address. */
  codeFor(email: string): string;
  /** Returns the code of the latest link mailed to an e-mail address. */
  linkCodeFor(email: string): string;
  /** Runs every job that is due. */
  runJobs(): Promise<void>;
  /** Creates the same app with other options, for requests without a network. */
  withOptions(change: Partial<AppOptions>): App;
};

export const password = 'correct horse battery';

/**
 * Starts the whole app on loopback in a temporary directory, without a worker. Uses SQLite, disk and local accounts
 * unless the settings name other back ends.
 */
export async function startApp(
  settings: Record<string, string> = {},
  {
    onQuery,
    cognito,
    ses,
    isOnLambda = false,
  }: {
    onQuery?: (sql: string) => void;
    /** The identity provider, if it is not the app itself. */
    cognito?: CognitoServer | undefined;
    /** The mail server, if the settings name SES. */
    ses?: SesServer | undefined;
    /** True if the Lambda bundles serve requests and run jobs. The test gets ports of its own. */
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
  const renditions = createRenditionCache(ports);
  const options: AppOptions = {
    ports,
    renditions,
    publicUrl: config.publicUrl,
    quotaBytes: config.quotaBytes,
    storageOrigins: composition.storageOrigins,
    isStorageLocal: composition.isStorageLocal,
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
    // The bundles create their own app, so responses are checked outside of it.
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

/* Imported on demand, because it loads the bundler. */
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
