import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { GetQueueUrlCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse } from 'aws-lambda';
import { startLambdaFunction } from '../testing/lambda/lambda-function.ts';
import {
  type LambdaGallery,
  missingForLambda,
  startLambdaGallery,
  until,
} from '../testing/lambda/lambda-gallery.ts';
import { writeRecord } from '../testing/lambda/queue-feed.ts';
import { type Person, sendBytes } from '../testing/person.ts';
import { makeJpeg } from '../testing/pictures.ts';

const password = 'correct horse battery';

describe('the bundles on Lambda', { skip: missingForLambda() }, () => {
  let gallery: LambdaGallery;
  let ada: Person;

  before(async () => {
    gallery = await startLambdaGallery();
    ada = await join('ada');
  });
  after(() => gallery?.[Symbol.asyncDispose]());

  async function join(username: string): Promise<Person> {
    const person = gallery.visitor();
    const email = `${username}@example.org`;
    await person.post('/accounts', { username, email, password });
    await person.post('/accounts/confirm', { login: username, code: await gallery.codeFor(email) });
    assert.equal((await person.post('/session', { login: username, password })).status, 200);
    return person;
  }

  const queueOf = ({ VITRINE_QUEUE_URL = '' }: Readonly<Record<string, string>>) =>
    new URL(VITRINE_QUEUE_URL.replace('sqs:', 'http:')).hostname;

  async function addressOf(queue: string): Promise<string | undefined> {
    return (await gallery.sqs.client.send(new GetQueueUrlCommand({ QueueName: queue }))).QueueUrl;
  }

  async function send(queue: string, job: object): Promise<void> {
    const message = { QueueUrl: await addressOf(queue), MessageBody: JSON.stringify(job) };
    await gallery.sqs.client.send(new SendMessageCommand(message));
  }

  const awaitStatus = (person: Person, id: string, status: string) =>
    until(async () => {
      const { body } = await person.get(`/photos/${id}`);
      return body.status === status && body;
    });

  it('carry a photo from its announcement to the page', async () => {
    const { id } = await ada.upload(await makeJpeg({ hue: 10 }), { title: 'First light', tags: ['Dawn'] });
    const photo = await awaitStatus(ada, id, 'ready');
    const picture = await gallery.visitor().fetch(photo.renditions[0].url);
    assert.deepEqual([picture.status, picture.headers.get('content-type')], [200, 'image/webp']);
    assert.match(Buffer.from(await picture.arrayBuffer()).toString('latin1', 0, 12), /^RIFF.{4}WEBP$/su);
    const page = await gallery.visitor().fetch('/', { headers: { accept: 'text/html' } });
    assert.equal(page.status, 200);
    assert.match(await page.text(), /First light/u);
  });

  it('take out what is private before others download an original', async () => {
    const { id } = await ada.upload(await makeJpeg({ hue: 20 }));
    await awaitStatus(ada, id, 'ready');
    const download = await gallery.visitor().fetch(`/api/v1/photos/${id}/download`);
    assert.equal(download.status, 302);
    const twin = await fetch(download.headers.get('location') ?? '');
    assert.deepEqual([twin.status, twin.headers.get('content-type')], [200, 'image/jpeg']);
  });

  it('complete an upload whose sender went away, when the bucket tells of the file', async () => {
    const bytes = await makeJpeg({ hue: 30 });
    const { photo, target } = (
      await ada.post('/uploads', {
        fileName: 'a.jpg',
        contentType: 'image/jpeg',
        bytes: bytes.byteLength,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      })
    ).body;
    assert.equal((await sendBytes(fetch, target, bytes)).status, 200);
    // As a rule of EventBridge writes it of the bucket's event; twice, as it may.
    const told = { id: 'e1', name: 'complete-upload', payload: { key: `gallery/originals/${photo.id}` } };
    for (let time = 0; time < 2; time += 1) await send(queueOf(gallery.environment), told);
    await awaitStatus(ada, photo.id, 'ready');
  });

  it('leave in the queue what failed, and take out what is done or dead', async () => {
    const queues = await gallery.sqs.createQueues();
    const environment = { ...gallery.environment, VITRINE_QUEUE_URL: gallery.sqs.addressOf(queues) };
    await using worker = startLambdaFunction({ folder: gallery.folders.worker, environment });
    const isFailed = async (job: object) => {
      await send(queues.queue, { id: 'j', ...job });
      const { Messages = [] } = await gallery.sqs.client.send(
        new ReceiveMessageCommand({
          QueueUrl: await addressOf(queues.queue),
          MessageSystemAttributeNames: ['ApproximateReceiveCount'],
        }),
      );
      const event = { Records: Messages.map(writeRecord) };
      const { batchItemFailures } = (await worker.invoke(event)) as SQSBatchResponse;
      return batchItemFailures.length === 1;
    };
    assert.equal(await isFailed({ name: 'tidy', payload: {} }), false);
    assert.equal(await isFailed({ name: 'paint', payload: {} }), false, 'it is among the dead');
    assert.equal(await isFailed({ name: 'render-photo', payload: {} }), true);
    assert.equal(await isFailed({ name: 'tidy', payload: {}, notBefore: Date.now() + 3_600_000 }), true);
  });

  it('do what is regularly done when they are woken', async () => {
    const countTidy = () =>
      gallery.sqs.requests.filter(({ body }) => String(body.MessageBody).includes('"tidy"')).length;
    const known = countTidy();
    await gallery.worker.invoke({ source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} });
    assert.equal(countTidy(), known + 1);
  });

  it('end an answer that elsewhere stays open', async () => {
    const events = await ada.fetch('/api/v1/events');
    assert.equal(events.headers.get('content-type'), 'text/event-stream');
    assert.match(await events.text(), /^retry: \d+\n/u);
  });

  it('draw the pages of addresses that the gateway unescapes', async () => {
    const { id } = await ada.upload(await makeJpeg({ hue: 40 }), { tags: ['50% off #1'] });
    await awaitStatus(ada, id, 'ready');
    const page = await gallery
      .visitor()
      .fetch(`/tags/${encodeURIComponent('50% off #1')}`, { headers: { accept: 'text/html' } });
    assert.equal(page.status, 200);
    assert.match(await page.text(), new RegExp(id, 'u'));
  });

  it('fail loudly where something is not set', async () => {
    const { VITRINE_STORAGE_URL, ...environment } = gallery.environment;
    await using broken = startLambdaFunction({ folder: gallery.folders.api, environment });
    await assert.rejects(broken.invoke({}), /VITRINE_STORAGE_URL: on Lambda it must name something/u);
  });
});
