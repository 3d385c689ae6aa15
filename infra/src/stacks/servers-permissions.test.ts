import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { waitFor } from '../../../e2e/api-client.ts';
import { startVitrine } from '../../../e2e/vitrine-process.ts';
import { compose } from '../../../server/src/compose.ts';
import { parseConfig } from '../../../server/src/config/config.ts';
import { openCommandLine } from '../../../server/src/entry/testing/command-line.ts';
import { lambdaBackend } from '../../../server/src/testing/app/backends.ts';
import { findFreePort } from '../../../server/src/testing/servers/free-port.ts';
import { startSecretsManagerServer } from '../../../server/src/testing/servers/secrets-manager-server.ts';
import { allowedPermissions } from '../testing/allowed-permissions.ts';
import type { Permission } from '../testing/needed-permissions.ts';
import { readPermissions, recorder, signedForBrowsers } from '../testing/read-permissions.ts';
import { runSmokeScenario } from '../testing/smoke-scenario.ts';
import { synthesise } from '../testing/synthesise.ts';

/* Permissions that the smoke scenario does not use, with the case that does. */
const unseen: Partial<Record<Permission, string>> = {
  'cognito-idp:AdminDeleteUser on pool': 'an account whose two weeks of grace are over',
  'dynamodb:ConditionCheckItem on table': 'a change of more rows than one transaction holds',
  's3:GetObject on release': 'the start of a machine, before there is a server',
};

/* Servers with --database dynamodb have the same back ends as functions, so they run on the same stand-ins. */
describe('permissions of servers', { skip: lambdaBackend.skip }, () => {
  const opened = new AsyncDisposableStack();
  const allowed = allowedPermissions(
    synthesise({ shape: 'servers', database: 'dynamodb' }).main,
    'ServersRole',
  );
  let asked: Set<Permission>;

  before(async () => {
    const directory = await mkdtemp(join(tmpdir(), 'vitrine-calls-'));
    opened.defer(() => rm(directory, { recursive: true, force: true }));
    const site = opened.use(await lambdaBackend.start());
    const secrets = opened.use(await startSecretsManagerServer());
    secrets.secrets.set('signing', 'a'.repeat(64));
    const port = await findFreePort();
    const url = `http://localhost:${port}`;
    const unrecorded = {
      ...(await site.createSettings(url)),
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
      PORT: String(port),
      VITRINE_PUBLIC_URL: url,
      VITRINE_MAIL_FROM: 'Vitrine <photos@example.org>',
      VITRINE_SECRET: 'secretsmanager:signing',
      VITRINE_SECRET_FILE: '',
      VITRINE_LOG_LEVEL: 'warn',
    };
    const settings = {
      ...unrecorded,
      NODE_OPTIONS: `--import=${recorder}`,
      VITRINE_TEST_CALLS: directory,
    };
    const commands = opened.use(await openCommandLine());
    const vitrine = async (words: string, input = '') => {
      const { code, stdout, stderr } = await commands.run(words.split(' '), { input, settings });
      assert.ok(code === 0 || (words === 'sweep' && code === 3), `${words}: ${stdout}${stderr}`);
      return stdout;
    };

    // CloudFormation creates the table, so the server needs no permission for it.
    await commands.run(['migrate'], { settings: unrecorded });
    opened.use(await startVitrine(settings));
    const latestCode = (email: string) => site.cognito?.sentCodes().findLast(({ to }) => to === email)?.code;
    await runSmokeScenario({ url, latestCode });

    const password = 'battery horse correct';
    await fetch(`${url}/api/v1/accounts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ username: 'bob', email: 'bob@example.org', password }),
    });
    await vitrine('user set-password bob --password-stdin', password);
    await vitrine('user create carla --email carla@example.org --password-stdin', password);
    // `doctor` fails while there are dead jobs.
    await vitrine('doctor');
    {
      await using composition = await compose(parseConfig({ ...unrecorded, VITRINE_SECRET: 'a'.repeat(64) }));
      // An unknown job dies at once. A failing job is delayed and retried, in each queue.
      for (const name of ['paint', 'mail-code', 'render-photo'])
        await composition.ports.jobs.enqueue({ name, payload: {} });
    }
    for (const settle of ['jobs retry --all', 'jobs remove --all']) {
      await waitFor(() => vitrine('jobs list'), Boolean);
      await vitrine(settle);
    }
    await vitrine('sweep');

    // Jobs run in any order, with retries. The tests below report what is missing.
    asked = await waitFor(
      async () =>
        new Set([
          ...(await readPermissions(join(directory, 'server.jsonl'), settings)),
          ...signedForBrowsers,
        ]),
      (seen) => [...allowed].every((permission) => seen.has(permission) || permission in unseen),
    ).catch(() => readPermissions(join(directory, 'server.jsonl'), settings));
  });
  after(() => opened.disposeAsync());

  it('allow every call that a server and its commands make', () => {
    assert.ok(asked.size > 20, 'the calls were recorded');
    assert.deepEqual(
      [...asked].filter((permission) => !allowed.has(permission)),
      [],
    );
  });

  it('allow nothing else', () => {
    assert.deepEqual(
      [...allowed].filter((permission) => !asked.has(permission)).sort(),
      Object.keys(unseen).sort(),
    );
  });
});
