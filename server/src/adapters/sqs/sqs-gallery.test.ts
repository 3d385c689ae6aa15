import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openCommandLine } from '../../entry/testing/command-line.ts';
import { startGallery } from '../../testing/gallery.ts';
import { makeJpeg } from '../../testing/pictures.ts';
import { startSqsServer } from '../../testing/sqs-server.ts';

describe('the gallery with its jobs in SQS', () => {
  it('confirms a member by mail and renders a photo', async () => {
    await using server = await startSqsServer();
    await using gallery = await startGallery({
      VITRINE_QUEUE_URL: server.addressOf(await server.createQueues()),
    });
    assert.equal((await gallery.fetch('/readyz')).status, 200);
    const ada = await gallery.member('ada');
    const { id } = await ada.upload(await makeJpeg({ width: 400, height: 300 }));
    await gallery.work();
    assert.equal((await gallery.visitor().get(`/photos/${id}`)).body.status, 'ready');
    const bodies = server.requests.map(({ body }) => JSON.stringify(body)).join();
    assert.doesNotMatch(bodies, /ada@example\.org|Your code/u, 'mails are sealed');
  });

  it('shows dead jobs on the command line, and has them run again', async () => {
    await using server = await startSqsServer();
    const queue = server.addressOf(await server.createQueues());
    await using gallery = await startGallery({ VITRINE_QUEUE_URL: queue });
    await using vitrine = await openCommandLine();
    const settings = { VITRINE_QUEUE_URL: queue, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
    await gallery.ports.jobs.enqueue({ name: 'paint', payload: { secret: 'xyzzy' } });
    await gallery.work();
    const listed = await vitrine.run(['jobs', 'list'], { settings });
    assert.match(listed.stdout, /^\S+Z \S+ paint +1 attempt +no job is called paint$/mu, listed.stderr);
    const retried = await vitrine.run(['jobs', 'retry', '--all'], { settings });
    assert.equal(retried.stdout, '1 job put back into the queue\n');
    const [job] = await gallery.ports.jobs.receive({ limit: 1, lease: 30_000, waitFor: 0 });
    assert.deepEqual(job?.payload, { secret: 'xyzzy' });
  });

  it('is not ready, and answers 503, where the queue is not there', async () => {
    await using server = await startSqsServer();
    await using gallery = await startGallery({
      VITRINE_QUEUE_URL: server.addressOf({ queue: 'nowhere', deadLetters: 'dead' }),
    });
    assert.equal((await gallery.fetch('/readyz')).status, 503);
    const account = { username: 'ada', email: 'ada@example.org', password: 'correct horse battery' };
    const answer = await gallery.visitor().post('/accounts', account);
    assert.deepEqual([answer.status, answer.headers.get('retry-after')], [503, '10']);
    assert.doesNotMatch(JSON.stringify(answer.body), /SQS|nowhere/u);
  });
});
