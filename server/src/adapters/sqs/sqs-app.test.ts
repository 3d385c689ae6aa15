import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openCommandLine } from '../../entry/testing/command-line.ts';
import { startApp } from '../../testing/app/test-app.ts';
import { makeJpeg } from '../../testing/images/make-jpeg.ts';
import { startSqsServer } from '../../testing/servers/sqs-server.ts';

describe('Vitrine with jobs in SQS', () => {
  it('confirms a member by mail and renders a photo', async () => {
    await using server = await startSqsServer();
    await using app = await startApp({
      VITRINE_QUEUE_URL: server.urlOf(await server.createQueues()),
    });
    assert.equal((await app.fetch('/readyz')).status, 200);
    const ada = await app.createMember('ada');
    const { id } = await ada.upload(await makeJpeg({ width: 400, height: 300 }));
    await app.runJobs();
    assert.equal((await app.createVisitor().get(`/photos/${id}`)).body.status, 'ready');
    const bodies = server.requests.map(({ body }) => JSON.stringify(body)).join();
    assert.doesNotMatch(bodies, /ada@example\.org|Your code/u, 'mails are sealed');
  });

  it('lists dead jobs on the command line and retries them', async () => {
    await using server = await startSqsServer();
    const queue = server.urlOf(await server.createQueues());
    await using app = await startApp({ VITRINE_QUEUE_URL: queue });
    await using vitrine = await openCommandLine();
    const settings = { VITRINE_QUEUE_URL: queue, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
    await app.ports.jobs.enqueue({ name: 'paint', payload: { secret: 'xyzzy' } });
    await app.runJobs();
    const listed = await vitrine.run(['jobs', 'list'], { settings });
    assert.match(listed.stdout, /^\S+Z \S+ paint +1 attempt +no job is called paint$/mu, listed.stderr);
    const retried = await vitrine.run(['jobs', 'retry', '--all'], { settings });
    assert.equal(retried.stdout, '1 job put back into the queue\n');
    const [job] = await app.ports.jobs.receive({ limit: 1, lease: 30_000, waitFor: 0 });
    assert.deepEqual(job?.payload, { secret: 'xyzzy' });
  });

  it('is not ready and answers 503 if the queue is missing', async () => {
    await using server = await startSqsServer();
    await using app = await startApp({
      VITRINE_QUEUE_URL: server.urlOf({ queue: 'nowhere', deadLetters: 'dead' }),
    });
    assert.equal((await app.fetch('/readyz')).status, 503);
    const account = { username: 'ada', email: 'ada@example.org', password: 'correct horse battery' };
    const answer = await app.createVisitor().post('/accounts', account);
    assert.deepEqual([answer.status, answer.headers.get('retry-after')], [503, '10']);
    assert.doesNotMatch(JSON.stringify(answer.body), /SQS|nowhere/u);
  });
});
