import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Template } from 'aws-cdk-lib/assertions';
import { waitFor } from '../../../e2e/api-client.ts';
import { lambdaBackend, type RunningBackend } from '../../../server/src/testing/app/backends.ts';
import { type LambdaApp, startLambdaApp } from '../../../server/src/testing/lambda/lambda-app.ts';
import { findFreePort } from '../../../server/src/testing/servers/free-port.ts';
import { startSecretsManagerServer } from '../../../server/src/testing/servers/secrets-manager-server.ts';
import { allowedPermissions } from '../testing/allowed-permissions.ts';
import type { Permission } from '../testing/needed-permissions.ts';
import { readPermissions, recorder, signedForBrowsers } from '../testing/read-permissions.ts';
import { runSmokeScenario } from '../testing/smoke-scenario.ts';
import { synthesise } from '../testing/synthesise.ts';

type Actor = 'api' | 'worker';

/* Both the API and the worker delete the parts of a cancelled upload. Only the faster one makes the call. */
const usedByEither: Permission = 's3:AbortMultipartUpload on objects';

/* Permissions that the smoke scenario does not use, with the case that does. */
const unseen: Record<Actor, Partial<Record<Permission, string>>> = {
  api: {
    'cognito-idp:AdminDeleteUser on pool': 'a registration whose first answer was lost',
    'dynamodb:ConditionCheckItem on table': 'a change of more rows than one transaction holds',
  },
  worker: {
    'cognito-idp:AdminDeleteUser on pool': 'an account whose two weeks of grace are over',
    'cognito-idp:AdminUpdateUserAttributes on pool':
      'a code while another address than ours was proven there',
    'dynamodb:BatchGetItem on table': 'photos whose month in the trash is over',
    'dynamodb:ConditionCheckItem on table': 'a change of more rows than one transaction holds',
    's3:ListMultipartUploadParts on objects':
      'a large file whose sender went away before saying that it is there',
    'sqs:GetQueueAttributes on queue': 'Lambda’s own, in the name of the function that it hands messages to',
    'sqs:ReceiveMessage on queue': 'Lambda’s own, in the name of the function that it hands messages to',
    'sqs:GetQueueAttributes on renderings':
      'Lambda’s own, in the name of the function that it hands messages to',
    'sqs:ReceiveMessage on renderings': 'Lambda’s own, in the name of the function that it hands messages to',
  },
};

describe('permissions of functions', { skip: lambdaBackend.skip }, () => {
  let app: LambdaApp;
  let site: RunningBackend;
  let directory: string;
  let template: Template;
  const opened = new AsyncDisposableStack();

  before(async () => {
    template = synthesise({ shape: 'serverless' }).main;
    directory = await mkdtemp(join(tmpdir(), 'vitrine-calls-'));
    opened.defer(() => rm(directory, { recursive: true, force: true }));
    site = opened.use(await lambdaBackend.start());
    const secrets = opened.use(await startSecretsManagerServer());
    secrets.secrets.set('signing', 'a'.repeat(64));
    const port = await findFreePort();
    app = opened.use(
      await startLambdaApp(
        {
          ...(await site.createSettings(`http://localhost:${port}`)),
          VITRINE_MAIL_FROM: 'Vitrine <photos@example.org>',
          VITRINE_SECRET: 'secretsmanager:signing',
          AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
          NODE_OPTIONS: `--import=${recorder}`,
          VITRINE_TEST_CALLS: directory,
        },
        port,
      ),
    );
    app.feed.start();
    await runSmokeScenario({
      url: app.url,
      latestCode: (email) => site.cognito?.sentCodes().findLast(({ to }) => to === email)?.code,
    });
    await app.worker.invoke({ source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} });
    await app.feed.send({ id: 'j', name: 'paint', payload: {} });
    // Earlier versions sent this job to the queue for other jobs. The worker moves it.
    await app.feed.send({ id: 'k', name: 'render-photo', payload: { photoId: 'gone' } });
    // Jobs run in any order, with retries. The tests below report what is missing.
    await waitFor(
      () => idle('worker'),
      (permissions) =>
        permissions.every((permission) => permission in unseen.worker || permission === usedByEither),
    ).catch(() => undefined);
  });
  after(() => opened.disposeAsync());

  /** Returns the permissions that a function used, and those of its presigned URLs. */
  async function needed(actor: Actor): Promise<Set<Permission>> {
    const seen = await readPermissions(join(directory, `lambda-${actor}.jsonl`), app.environment);
    return new Set([...seen, ...(actor === 'api' ? signedForBrowsers : [])]);
  }

  const allowed = (actor: Actor) => allowedPermissions(template, actor === 'api' ? 'ApiRole' : 'WorkerRole');

  /** Returns the permissions that a function has not used yet. */
  async function idle(actor: Actor): Promise<Permission[]> {
    const asked = await needed(actor);
    return [...allowed(actor)].filter((permission) => !asked.has(permission));
  }

  it('are used by the API or the worker to delete parts', async () => {
    assert.ok(!(await idle('api')).includes(usedByEither) || !(await idle('worker')).includes(usedByEither));
  });

  for (const actor of ['api', 'worker'] as const) {
    it(`allow every call that the ${actor} makes`, async () => {
      const asked = [...(await needed(actor))];
      assert.ok(asked.length > 8, 'the calls were recorded');
      assert.deepEqual(
        asked.filter((permission) => !allowed(actor).has(permission)),
        [],
      );
    });

    it(`allow the ${actor} nothing else`, async () => {
      const unused = (await idle(actor)).filter((permission) => permission !== usedByEither);
      assert.deepEqual(unused.sort(), Object.keys(unseen[actor]).sort());
    });
  }
});
