import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GetQueueUrlCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { waitFor } from '../../../../e2e/api-client.ts';
import { days, hours, minutes } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import { newId, noon } from '../../ports/conformance/builders.ts';
import { describeJobQueue } from '../../ports/conformance/jobs.ts';
import { startSqsServer } from '../../testing/servers/sqs-server.ts';
import { createSqsJobQueue, type QueueRecord } from './sqs-job-queue.ts';

/** Opens empty queues twice, as two processes do. */
const openTwice = (clock: Clock, maxReceiveCount?: number) => open(clock, { maxReceiveCount });

/** Opens one queue for all lanes, as earlier versions were deployed. */
const openShared = (clock: Clock) => open(clock, { isShared: true });

async function open(
  clock: Clock,
  { maxReceiveCount, isShared = false }: { maxReceiveCount?: number | undefined; isShared?: boolean },
) {
  await using opened = new AsyncDisposableStack();
  const server = opened.use(await startSqsServer(clock));
  const { endpoint, region } = server;
  const queues = await server.createQueues(maxReceiveCount === undefined ? {} : { maxReceiveCount });
  const { renderings, ...shared } = queues;
  const options = {
    ...(isShared ? shared : { ...shared, renderings }),
    ...{ endpoint, region, clock, secrets: { createId: newId } },
  };
  const jobs = opened.use(createSqsJobQueue(options));
  const elsewhere = opened.use(createSqsJobQueue(options));
  const closing = opened.move();
  return { server, queues, jobs, elsewhere, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}

describeJobQueue('jobs in SQS', openTwice);
describeJobQueue('jobs of all lanes in one queue of SQS', openShared);

const lease = 30_000;
const now = { limit: 10, lease, waitFor: 0 };

describe('the job queue in SQS', () => {
  it('sends the lease as visibility timeout, polls long and reads the receive count', async () => {
    await using opened = await openTwice({ now: () => noon });
    const { jobs, server } = opened;
    await jobs.enqueue({ name: 'paint', payload: {}, runAt: noon + 1500 });
    const stopping = new AbortController();
    const request = { lanes: ['short'], limit: 25, lease, waitFor: 60_000 } as const;
    const receiving = jobs.receive({ ...request, signal: stopping.signal });
    const requestOf = (name: string) => server.requests.find(({ action }) => action === name);
    await waitFor(async () => requestOf('ReceiveMessage'), Boolean);
    stopping.abort();
    await receiving;
    const [sent, polled] = [requestOf('SendMessage'), requestOf('ReceiveMessage')];
    assert.equal(sent?.body.DelaySeconds, 2);
    const { MaxNumberOfMessages, VisibilityTimeout, WaitTimeSeconds } = polled?.body ?? {};
    assert.deepEqual([MaxNumberOfMessages, VisibilityTimeout, WaitTimeSeconds], [10, 30, 20]);
    assert.deepEqual(polled?.body.MessageSystemAttributeNames, ['ApproximateReceiveCount', 'SentTimestamp']);
  });

  it('resends a job until its due time beyond the maximum delay, without counting attempts', async () => {
    const clock = { time: noon, now: () => clock.time };
    await using opened = await openTwice(clock);
    const { jobs, server } = opened;
    await jobs.enqueue({ name: 'paint', payload: {}, runAt: noon + hours(1) + 1 });
    for (const _ of [1, 2, 3, 4]) {
      clock.time += minutes(15);
      assert.deepEqual(await jobs.receive(now), []);
    }
    clock.time += 1000;
    const [job] = await jobs.receive(now);
    assert.equal(job?.attempt, 1);
    const delays = server.requests.filter(({ action }) => action === 'SendMessage');
    assert.deepEqual(
      delays.map(({ body }) => body.DelaySeconds),
      [900, 900, 900, 900, 1],
    );
  });

  it('sends the message group, so that SQS schedules accounts fairly, also when it resends a job', async () => {
    const clock = { time: noon, now: () => clock.time };
    await using opened = await openTwice(clock);
    const { jobs, server } = opened;
    await jobs.enqueue({ name: 'paint', payload: {}, group: 'ada' });
    await jobs.enqueue({ name: 'paint', payload: {}, group: 'zoe', runAt: noon + minutes(20) });
    await jobs.enqueue({ name: 'paint', payload: {} });
    clock.time += minutes(15);
    assert.equal((await jobs.receive(now)).length, 2);
    const sent = server.requests.filter(({ action }) => action === 'SendMessage');
    assert.deepEqual(
      sent.map(({ body }) => body.MessageGroupId),
      ['ada', 'zoe', undefined, 'zoe'],
    );
  });

  it('delivers a job whose due time came from a clock that ran ahead', async () => {
    await using opened = await openTwice({ now: () => noon });
    const body = JSON.stringify({ id: 'one', name: 'paint', payload: {}, notBefore: noon + days(1) });
    await sendRaw(opened, opened.queues.queue, body);
    assert.equal((await opened.jobs.receive(now)).length, 1);
  });

  it('takes over a message that Lambda received, and holds its lease', async () => {
    const clock = { time: noon, now: () => clock.time };
    await using opened = await openTwice(clock);
    const { jobs, elsewhere } = opened;
    await jobs.enqueue({ name: 'paint', payload: { hue: 1 } });
    const record = await receiveRecord(opened);
    const job = await jobs.adopt(record, lease);
    assert.deepEqual([job?.name, job?.payload, job?.attempt], ['paint', { hue: 1 }, 1]);
    assert.ok(job);
    clock.time += lease - 1000;
    assert.equal(await jobs.extend(job, lease), true);
    clock.time += lease - 1000;
    assert.deepEqual(await elsewhere.receive(now), []);
    await jobs.complete(job);
    clock.time += lease;
    assert.deepEqual(await elsewhere.receive(now), []);
  });

  it('resends a message that it takes over too early, and takes it over in time', async () => {
    const clock = { time: noon, now: () => clock.time };
    await using opened = await openTwice(clock);
    const { jobs } = opened;
    await jobs.enqueue({ name: 'paint', payload: {}, runAt: noon + minutes(20) });
    clock.time += minutes(15);
    assert.equal(await jobs.adopt(await receiveRecord(opened), lease), undefined);
    clock.time += minutes(5);
    const record = await receiveRecord(opened);
    const job = await jobs.adopt(record, lease);
    assert.ok(job);
    await jobs.complete(job);
    assert.deepEqual(await jobs.receive(now), []);
  });

  it('delivers a rendering of an earlier version as a short job and moves it to the rendering queue', async () => {
    await using opened = await openTwice({ now: () => noon });
    const { jobs, queues, server } = opened;
    const body = JSON.stringify({ id: 'one', name: 'render-photo', payload: { hue: 1 }, group: 'ada' });
    await sendRaw(opened, queues.queue, body);
    assert.deepEqual(await jobs.receive({ ...now, lanes: ['rendering'] }), []);
    const [old] = await jobs.receive({ ...now, lanes: ['short'] });
    assert.ok(old);
    await jobs.move(old, { lane: 'rendering', group: 'ada' });
    assert.deepEqual(await jobs.receive({ ...now, lanes: ['short'] }), []);
    const [moved] = await jobs.receive({ ...now, lanes: ['rendering'] });
    assert.deepEqual([moved?.id, moved?.payload, moved?.attempt], ['one', { hue: 1 }, 1]);
    const sent = server.requests.findLast(({ action }) => action === 'SendMessage');
    assert.equal(sent?.body.MessageGroupId, 'ada');
  });

  it('counts the attempts of a job that receivers of other lanes return', async () => {
    const clock = { time: noon, now: () => clock.time };
    await using opened = await openShared(clock);
    const { jobs } = opened;
    await jobs.enqueue({ name: 'render-photo', payload: {} });
    const receive = async (lane: 'short' | 'rendering') => (await jobs.receive({ ...now, lanes: [lane] }))[0];
    for (const attempt of [1, 2]) {
      assert.equal((await receive('rendering'))?.attempt, attempt);
      clock.time += lease;
      assert.equal(await receive('short'), undefined);
      clock.time += 2000;
    }
  });

  it('lists a job that SQS itself moved to the dead letters, and retries it', async () => {
    const clock = { time: noon, now: () => clock.time };
    await using opened = await openTwice(clock, 2);
    const { jobs } = opened;
    await jobs.enqueue({ name: 'paint', payload: { hue: 1 } });
    for (const _ of [1, 2]) {
      assert.equal((await jobs.receive(now)).length, 1);
      clock.time += lease;
    }
    assert.deepEqual(await jobs.receive(now), []);
    const { items } = await jobs.listDead({ limit: 10 });
    assert.match(items[0]?.reason ?? '', /without an error/u);
    await jobs.retryDead('all');
    assert.deepEqual((await jobs.receive(now))[0]?.payload, { hue: 1 });
  });

  it('lists and retries a duplicate dead job once', async () => {
    await using opened = await openTwice({ now: () => noon });
    const { jobs, queues } = opened;
    const death = { at: noon, attempts: 3, reason: 'it broke' };
    const body = JSON.stringify({ id: 'one', name: 'paint', payload: {}, death });
    for (const _ of [1, 2]) await sendRaw(opened, queues.deadLetters, body);
    assert.equal((await jobs.listDead({ limit: 10 })).items.length, 1);
    assert.deepEqual(await jobs.retryDead('all'), ['one']);
    assert.equal((await jobs.receive(now)).length, 1);
    assert.deepEqual((await jobs.listDead({ limit: 10 })).items, []);
  });

  it('delivers a foreign message as an unknown job, so that it ends in the dead-letter queue', async () => {
    await using opened = await openTwice({ now: () => noon });
    for (const body of ['hello', '{"id":1}', 'null']) await sendRaw(opened, opened.queues.queue, body);
    const names = (await opened.jobs.receive(now)).map(({ name }) => name);
    assert.deepEqual(names, ['unreadable', 'unreadable', 'unreadable']);
  });

  it('delivers the other messages if one of them cannot be resent', async () => {
    await using opened = await openTwice({ now: () => noon });
    const { jobs, queues } = opened;
    const bodyOf = (id: string, change = {}) => JSON.stringify({ id, name: 'paint', payload: {}, ...change });
    await sendRaw(opened, queues.queue, bodyOf('one'));
    // SQS accepts the size, but Vitrine reserves space for the reason.
    const payload = 'x'.repeat(258_000);
    await sendRaw(opened, queues.queue, bodyOf('long', { payload, notBefore: noon + hours(1) }));
    await sendRaw(opened, queues.queue, bodyOf('two'));
    const received = await jobs.receive(now);
    assert.deepEqual(received.map(({ id }) => id).toSorted(), ['one', 'two']);
    for (const job of received) assert.equal(await jobs.extend(job, lease), true);
  });

  it('delivers any text unchanged, including control characters and lone surrogates', async () => {
    await using opened = await openTwice({ now: () => noon });
    const payload = { text: 'Zoë 🦉 \0 \u001b \ufffe \uffff \ud800 </x>' };
    await opened.jobs.enqueue({ name: 'paint', payload });
    assert.deepEqual((await opened.jobs.receive(now))[0]?.payload, payload);
  });

  it('refuses a job that is too large, without revealing its payload', async () => {
    await using opened = await openTwice({ now: () => noon });
    const payload = { secret: 'xyzzy'.repeat(60_000) };
    await assert.rejects(
      opened.jobs.enqueue({ name: 'paint', payload }),
      (error) => error instanceof RangeError && /^job paint holds 300\d\d\d bytes/u.test(error.message),
    );
  });
});

type Opened = Awaited<ReturnType<typeof openTwice>>;

async function findUrl({ server }: Opened, QueueName: string): Promise<string> {
  return (await server.client.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl ?? '';
}

async function sendRaw(opened: Opened, queue: string, MessageBody: string): Promise<void> {
  const QueueUrl = await findUrl(opened, queue);
  await opened.server.client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
}

/** Receives a message like Lambda's poller, with the queue's own visibility timeout. */
async function receiveRecord(opened: Opened): Promise<QueueRecord> {
  const QueueUrl = await findUrl(opened, opened.queues.queue);
  const request = new ReceiveMessageCommand({
    QueueUrl,
    MessageSystemAttributeNames: ['All'],
    WaitTimeSeconds: 1,
  });
  const {
    MessageId = '',
    ReceiptHandle = '',
    Body = '',
    Attributes,
  } = (await opened.server.client.send(request)).Messages?.[0] ?? {};
  const { ApproximateReceiveCount = '' } = Attributes ?? {};
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: { ApproximateReceiveCount },
  };
}
