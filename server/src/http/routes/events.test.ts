import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { PhotoId } from '../../domain/ids.ts';
import { minutes } from '../../domain/time.ts';
import { describeOnBackends } from '../../testing/app/backends.ts';
import type { TestApp } from '../../testing/app/test-app.ts';
import type { TestClient } from '../../testing/app/test-client.ts';
import { makeJpeg } from '../../testing/images/make-jpeg.ts';

describeOnBackends('events', (startApp) => {
  let testApp: TestApp;
  let elsewhere: TestApp;
  before(async () => {
    testApp = await startApp();
    elsewhere = await startApp(testApp.settings);
  });
  after(async () => {
    await elsewhere[Symbol.asyncDispose]();
    await testApp[Symbol.asyncDispose]();
  });

  const accountOf = async (username: string) => {
    const account = await testApp.ports.accounts.findByUsername(username);
    assert.ok(account);
    return account.id;
  };

  const listen = async (person: TestClient, headers: Record<string, string> = {}) =>
    listenTo(await person.fetch('/api/v1/events', { headers }), (position) =>
      person.fetch('/api/v1/events', { headers: { 'Last-Event-ID': position } }),
    );

  /** Reads a stream like a browser. When the response ends, as on Lambda, it reconnects for the later events. */
  function listenTo(stream: Response, askAgain?: (position: string) => Promise<Response>) {
    const read = ({ body }: Response) => body?.pipeThrough(new TextDecoderStream()).getReader();
    let reader = read(stream);
    let heard = '';
    return {
      async hears(words: RegExp) {
        const deadline = performance.now() + 60_000;
        while (!words.test(heard)) {
          assert.ok(performance.now() < deadline, `not among what was heard: ${heard}`);
          const { done, value = '' } = (await reader?.read()) ?? { done: true };
          heard += value;
          const position = heard.match(/(?<=^id: ).+/gmu)?.at(-1);
          if (!done) continue;
          assert.ok(askAgain && position, `the stream ended; heard: ${heard}`);
          reader = read(await askAgain(position));
        }
        return heard;
      },
      end: async () => reader?.cancel(),
    };
  }

  it('tell the owner at once when a photo is ready', async () => {
    const ada = await testApp.createMember('ada');
    const stream = await listen(ada);
    const { id } = await ada.upload(await makeJpeg({ hue: 10 }));
    await testApp.runJobs();
    const heard = await stream.hears(/event: photo\.changed\ndata: .*"status":"ready"/u);
    assert.ok(heard.includes(id));
    await stream.end();
  });

  it('arrive from other processes on the same database', async () => {
    const bea = await testApp.createMember('bea');
    const stream = await listen(bea);
    await stream.hears(/connected|^id: /mu);
    await elsewhere.ports.events.publish(await accountOf('bea'), {
      type: 'photo.gone',
      photoId: 'gone-elsewhere' as PhotoId,
    });
    await stream.hears(/event: photo\.gone\ndata: .*gone-elsewhere/u);
    await stream.end();
  });

  it('replay missed events after a reconnect, to nobody else', async () => {
    const cleo = await testApp.createMember('cleo');
    const before = Date.now();
    await testApp.ports.events.publish(await accountOf('cleo'), {
      type: 'photo.gone',
      photoId: 'missed' as PhotoId,
    });
    const stream = await listen(cleo, { 'Last-Event-ID': String(before) });
    await stream.hears(/missed/u);
    await stream.end();
    const other = await testApp.createMember('dora');
    const app = testApp.withOptions({ isStreaming: false });
    const headers = { cookie: other.cookie, 'Last-Event-ID': String(before) };
    assert.doesNotMatch(await (await app.request('/api/v1/events', { headers })).text(), /missed/u);
  });

  it('request a reload if missed events cannot be replayed', async () => {
    const irene = await testApp.createMember('irene');
    const since = Date.now();
    const photoId = 'missed-twice' as PhotoId;
    await testApp.ports.events.publish(await accountOf('irene'), { type: 'photo.gone', photoId });
    const { events } = testApp.ports;
    let isAway = true;
    const listSince: typeof events.listSince = async (...parameters) => {
      if (!isAway) return events.listSince(...parameters);
      isAway = false;
      throw new Error('the database does not answer');
    };
    const app = testApp.withOptions({ ports: { ...testApp.ports, events: { ...events, listSince } } });
    const ask = async (position: string) =>
      app.request('/api/v1/events', { headers: { cookie: irene.cookie, 'Last-Event-ID': position } });
    const stream = listenTo(await ask(String(since)), ask);
    await stream.hears(/missed-twice/u);
    assert.equal(isAway, false);
    await stream.end();
  });

  it('arrive in short responses if none can stay open', async () => {
    const emmy = await testApp.createMember('emmy');
    const app = testApp.withOptions({ isStreaming: false });
    const ask = async (lastEventId?: string) => {
      const headers = { cookie: emmy.cookie, ...(lastEventId && { 'Last-Event-ID': lastEventId }) };
      const answer = await app.request('/api/v1/events', { headers });
      assert.equal(answer.headers.get('content-type'), 'text/event-stream');
      return answer.text();
    };
    const first = await ask();
    const [, position] = /^retry: \d+\nid: (\d+)\n\n$/u.exec(first) ?? [];
    assert.ok(position, first);
    const photoId = 'in-between' as PhotoId;
    await elsewhere.ports.events.publish(await accountOf('emmy'), { type: 'photo.gone', photoId });
    assert.match(await ask(position), /event: photo\.gone\ndata: .*in-between/u);
    assert.match(await ask(String(Date.now() - minutes(60))), /in-between/u);
  });

  it('do not accumulate for slow readers', async () => {
    const fay = await testApp.createMember('fay');
    const { id } = await fay.upload(await makeJpeg({ hue: 20 }));
    await testApp.runJobs();
    const stream = await testApp
      .withOptions({})
      .request('/api/v1/events', { headers: { cookie: fay.cookie } });
    const fayId = await accountOf('fay');
    for (let count = 0; count < 300; count += 1)
      await testApp.ports.events.publish(fayId, { type: 'photo.changed', photoId: id });
    const photoId = 'the-last' as PhotoId;
    await testApp.ports.events.publish(fayId, { type: 'photo.gone', photoId });
    const listener = listenTo(stream);
    const heard = await listener.hears(/the-last/u);
    const told = heard.match(/event: photo\.changed/gu)?.length ?? 0;
    assert.ok(told >= 1 && told < 10, `${told} times`);
    await listener.end();
  });

  it('arrive in order, so that a reconnect can name the last one', async () => {
    const gina = await testApp.createMember('gina');
    const { id } = await gina.upload(await makeJpeg({ hue: 30 }));
    await testApp.runJobs();
    const stream = await listen(gina);
    await stream.hears(/connected|^id: /mu);
    const ginaId = await accountOf('gina');
    // The server must read a changed photo before it sends the event.
    await testApp.ports.events.publish(ginaId, { type: 'photo.changed', photoId: id });
    await testApp.ports.events.publish(ginaId, { type: 'photo.gone', photoId: 'next' as PhotoId });
    const heard = await stream.hears(/"next"[\s\S]*photo\.changed|photo\.changed[\s\S]*"next"/u);
    assert.match(heard, /photo\.changed[\s\S]*"next"/u);
    await stream.end();
  });

  it('are limited to 50 concurrent streams per member, and a closed stream frees its slot', async () => {
    const hedy = await testApp.createMember('hedy');
    const app = testApp.withOptions({});
    const ask = (method = 'GET') =>
      app.request('/api/v1/events', { method, headers: { cookie: hedy.cookie } });
    for (let count = 0; count < 60; count += 1) assert.equal((await ask('HEAD')).status, 200);
    const streams = await Promise.all(Array.from({ length: 50 }, () => ask()));
    assert.ok(streams.every(({ status }) => status === 200));
    const refused = await ask();
    assert.equal(refused.status, 429);
    assert.ok(refused.headers.get('retry-after'));
    for (const { body } of streams) await body?.cancel();
    const deadline = Date.now() + 10_000;
    for (;;) {
      const again = await ask();
      await again.body?.cancel();
      if (again.status === 200) break;
      assert.ok(Date.now() < deadline, 'no place was given back');
    }
  });

  it('do not fail a change if they cannot be published', async () => {
    const closed = await startApp();
    await closed[Symbol.asyncDispose]();
    const photoId = 'x' as PhotoId;
    await assert.rejects(closed.ports.photos.find(photoId));
    await closed.ports.events.publish(await accountOf('ada'), { type: 'photo.gone', photoId });
  });
});
