import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Template } from 'aws-cdk-lib/assertions';
import { fewestUploadParts, uploadPartBytes } from '../../contract/src/limits.ts';
import { waitFor } from '../../e2e/api-client.ts';
import { findFreePort } from '../../server/src/testing/free-port.ts';
import { type OnLambda, startOnLambda } from '../../server/src/testing/lambda/start-on-lambda.ts';
import { createPerson, type Person, sendBytes } from '../../server/src/testing/person.ts';
import { makeJpeg, makeLongJpeg } from '../../server/src/testing/pictures.ts';
import { onLambda, type Site } from '../../server/src/testing/places.ts';
import { startSecretServer } from '../../server/src/testing/secret-server.ts';
import { allowedPermissions } from './testing/allowed-permissions.ts';
import { type Permission, permissionsFor } from './testing/needed-permissions.ts';
import type { RecordedCall } from './testing/record-calls.ts';
import { synthesise } from './testing/synthesise.ts';

type Actor = 'api' | 'worker';

const password = 'correct horse battery';
const recorder = new URL('./testing/record-calls.ts', import.meta.url).href;

/* What a browser does with an address that was signed for it, it does with the permissions of who signed. */
const signedForBrowsers: Permission[] = ['s3:GetObject on objects', 's3:PutObject on objects'];

/* Allowed, and not seen in the journey below. */
const unseen: Record<Actor, Partial<Record<Permission, string>>> = {
  api: {
    'cognito-idp:AdminDeleteUser on pool': 'a registration whose first answer was lost',
    'dynamodb:ConditionCheckItem on table': 'a change of more rows than one transaction holds',
    's3:AbortMultipartUpload on objects': 'a file that was begun twice at the same moment',
  },
  worker: {
    'cognito-idp:AdminDeleteUser on pool': 'an account whose two weeks of grace are over',
    'dynamodb:BatchGetItem on table': 'photos whose month in the trash is over',
    'dynamodb:ConditionCheckItem on table': 'a change of more rows than one transaction holds',
    'sqs:GetQueueAttributes on queue': 'Lambda’s own, in the name of the function that it hands messages to',
    'sqs:ReceiveMessage on queue': 'Lambda’s own, in the name of the function that it hands messages to',
  },
};

describe('permissions', { skip: onLambda.skip }, () => {
  let gallery: OnLambda;
  let site: Site;
  let directory: string;
  let template: Template;
  const opened = new AsyncDisposableStack();

  before(async () => {
    template = synthesise({ shape: 'serverless' }).gallery;
    directory = await mkdtemp(join(tmpdir(), 'vitrine-calls-'));
    opened.defer(() => rm(directory, { recursive: true, force: true }));
    site = opened.use(await onLambda.open());
    const secrets = opened.use(await startSecretServer());
    secrets.secrets.set('signing', 'a'.repeat(64));
    const port = await findFreePort();
    gallery = opened.use(
      await startOnLambda(
        {
          ...(await site.lend(`http://localhost:${port}`)),
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
    await liveThrough();
  });
  after(() => opened.disposeAsync());

  const latestCode = (email: string) => site.cognito?.sentCodes().findLast(({ to }) => to === email)?.code;
  const comeBy = () =>
    createPerson(
      (address, init) => fetch(new URL(address, gallery.url), { redirect: 'manual', ...init }),
      gallery.url,
    );

  /** Most of what people do with a gallery, and what it does by itself. */
  async function liveThrough(): Promise<void> {
    const ada = comeBy();
    const email = 'ada@example.org';
    await ada.post('/accounts', { username: 'ada', email, password });
    await ada.post('/accounts/resend-code', { login: 'ada' });
    await ada.post('/accounts/confirm', { login: 'ada', code: latestCode(email) });
    assert.equal((await ada.post('/session', { login: 'ada', password })).status, 200);
    assert.equal((await ada.fetch('/readyz')).status, 200);

    const { id } = await ada.upload(await makeJpeg({ hue: 10 }));
    await becomes('ready', ada, id);
    const refused = await ada.upload(new TextEncoder().encode('<html></html>'));
    await becomes('rejected', ada, refused.id);
    const { body: photo } = await comeBy().get(`/photos/${id}`);
    await comeBy().fetch(photo.renditions[0].url);
    await comeBy().fetch(`/api/v1/photos/${id}/download`);
    await ada.put(`/photos/${id}/like`);
    const { body: album } = await ada.post('/albums', { title: 'Dawn' });
    await ada.post(`/albums/${album.id}/photos`, { photoIds: [id] });
    await ada.patch('/me', { avatarPhotoId: id });
    await ada.patch('/me', { avatarPhotoId: null });
    await sendInParts(ada, { givesUp: false });
    await sendInParts(ada, { givesUp: true });
    await ada.delete(`/photos/${id}`);
    await ada.delete('/me/trash');

    const newPassword = 'battery horse correct';
    await ada.put('/me/password', { password, newPassword });
    await ada.put('/me/email', { password: newPassword, email: 'ada@example.net' });
    await ada.post('/me/email/confirm', { code: latestCode('ada@example.net') });
    await ada.delete('/me', { password: newPassword });

    await gallery.worker.invoke({ source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} });
    await gallery.feed.send({ id: 'j', name: 'paint', payload: {} });
    // Jobs come in any order, and some are tried again: whatever is still to be seen, the test below tells.
    await waitFor(
      () => idle('worker'),
      (permissions) => permissions.every((permission) => permission in unseen.worker),
    ).catch(() => undefined);
  }

  async function becomes(status: 'ready' | 'rejected', person: Person, id: string): Promise<void> {
    await waitFor(async () => (await person.get(`/photos/${id}`)).body.status === status, Boolean);
  }

  async function sendInParts(person: Person, { givesUp }: { givesUp: boolean }): Promise<void> {
    const length = (fewestUploadParts - 1) * uploadPartBytes + 100_000;
    const bytes = await makeLongJpeg(length, { hue: givesUp ? 100 : 200 });
    const pieces = [...Array(fewestUploadParts).keys()].map((index) =>
      bytes.slice(index * uploadPartBytes, (index + 1) * uploadPartBytes),
    );
    const sha256 = (piece: Uint8Array) => createHash('sha256').update(piece).digest('hex');
    const announcement = {
      fileName: 'long.jpg',
      contentType: 'image/jpeg',
      bytes: bytes.byteLength,
      sha256: sha256(bytes),
      parts: pieces.map((piece) => ({ sha256: sha256(piece) })),
    };
    const { body: begun } = await person.post('/uploads', announcement);
    assert.equal((await sendBytes(fetch, begun.parts[0].target, pieces[0] ?? bytes)).status, 200);
    if (givesUp) {
      assert.equal((await person.delete(`/uploads/${begun.photo.id}`)).status, 204);
      return;
    }
    const { body: resumed } = await person.post('/uploads', announcement);
    assert.equal(resumed.parts[0].target, null);
    for (const [index, { target }] of resumed.parts.entries())
      if (target) assert.equal((await sendBytes(fetch, target, pieces[index] ?? bytes)).status, 200);
    assert.equal((await person.post(`/uploads/${resumed.photo.id}/complete`)).status, 202);
    await becomes('ready', person, resumed.photo.id);
  }

  function names() {
    const { VITRINE_STORAGE_URL = '', VITRINE_QUEUE_URL = '' } = gallery.environment;
    const queue = new URL(VITRINE_QUEUE_URL.replace('sqs:', 'http:'));
    return {
      bucket: new URL(VITRINE_STORAGE_URL.replace('s3:', 'http:')).hostname,
      queue: queue.hostname,
      deadLetters: queue.searchParams.get('deadLetters') ?? '',
    };
  }

  /** What a function has asked AWS for. */
  async function seenBy(actor: Actor): Promise<Set<Permission>> {
    const text = await readFile(join(directory, `lambda-${actor}.jsonl`), 'utf8').catch(() => '');
    const calls = text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as RecordedCall);
    return new Set(calls.flatMap((call) => permissionsFor(call, names())));
  }

  async function needed(actor: Actor): Promise<Set<Permission>> {
    return new Set([...(await seenBy(actor)), ...(actor === 'api' ? signedForBrowsers : [])]);
  }

  const allowed = (actor: Actor) => allowedPermissions(template, actor === 'api' ? 'ApiRole' : 'WorkerRole');

  /** What a function is allowed and has not asked for yet. */
  async function idle(actor: Actor): Promise<Permission[]> {
    const asked = await needed(actor);
    return [...allowed(actor)].filter((permission) => !asked.has(permission));
  }

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
      assert.deepEqual((await idle(actor)).sort(), Object.keys(unseen[actor]).sort());
    });
  }
});
