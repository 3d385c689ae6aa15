import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
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
