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

/* The API and the worker both remove the parts of an upload that is given up: the quicker one asks. */
const askedByEither: Permission = 's3:AbortMultipartUpload on objects';

/* Allowed, and not seen in the journey. */
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

describe('permissions', { skip: lambdaBackend.skip }, () => {
  let gallery: LambdaApp;
  let site: RunningBackend;
  let directory: string;
  let template: Template;
  const opened = new AsyncDisposableStack();

  before(async () => {
    template = synthesise({ shape: 'serverless' }).gallery;
    directory = await mkdtemp(join(tmpdir(), 'vitrine-calls-'));
    opened.defer(() => rm(directory, { recursive: true, force: true }));
    site = opened.use(await lambdaBackend.start());
    const secrets = opened.use(await startSecretsManagerServer());
    secrets.secrets.set('signing', 'a'.repeat(64));
    const port = await findFreePort();
    gallery = opened.use(
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
    gallery.feed.start();
    await runSmokeScenario({
      url: gallery.url,
      latestCode: (email) => site.cognito?.sentCodes().findLast(({ to }) => to === email)?.code,
    });
    await gallery.worker.invoke({ source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} });
    await gallery.feed.send({ id: 'j', name: 'paint', payload: {} });
    // An earlier version put it into the queue of other jobs: it is moved.
    await gallery.feed.send({ id: 'k', name: 'render-photo', payload: { photoId: 'gone' } });
    // Jobs come in any order, and some are tried again: whatever is still to be seen, the test below tells.
    await waitFor(
      () => idle('worker'),
      (permissions) =>
        permissions.every((permission) => permission in unseen.worker || permission === askedByEither),
    ).catch(() => undefined);
  });
  after(() => opened.disposeAsync());

  /** What a function has asked AWS for, and what browsers do in its name. */
  async function needed(actor: Actor): Promise<Set<Permission>> {
    const seen = await readPermissions(join(directory, `lambda-${actor}.jsonl`), gallery.environment);
    return new Set([...seen, ...(actor === 'api' ? signedForBrowsers : [])]);
  }

  const allowed = (actor: Actor) => allowedPermissions(template, actor === 'api' ? 'ApiRole' : 'WorkerRole');

  /** What a function is allowed and has not asked for yet. */
  async function idle(actor: Actor): Promise<Permission[]> {
    const asked = await needed(actor);
    return [...allowed(actor)].filter((permission) => !asked.has(permission));
  }

  it('allow both to remove parts, and one of them does', async () => {
    assert.ok(
      !(await idle('api')).includes(askedByEither) || !(await idle('worker')).includes(askedByEither),
    );
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
      const unused = (await idle(actor)).filter((permission) => permission !== askedByEither);
      assert.deepEqual(unused.sort(), Object.keys(unseen[actor]).sort());
    });
  }
});
