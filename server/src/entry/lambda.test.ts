import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { tagAddress } from '@vitrine/contract/pages.ts';
import { lambdaBackend, lambdaSqlBackend, type RunningBackend } from '../testing/app/backends.ts';
import { startApp, type TestApp } from '../testing/app/test-app.ts';
import { sendBytes, type TestClient } from '../testing/app/test-client.ts';
import { makeJpeg } from '../testing/images/make-jpeg.ts';
import { missingFromSet, photoSet } from '../testing/inputs/photo-set.ts';
import { builtBundles } from '../testing/lambda/built-bundles.ts';
import { type EventSource, startEventSource } from '../testing/lambda/event-source.ts';
import { type LambdaFunction, startLambdaFunction } from '../testing/lambda/lambda-function.ts';

const heic = 'heic/iphone-8-plus-arrow.heic';

for (const backend of [lambdaBackend, lambdaSqlBackend])
  describe(`the Lambda functions on ${backend.name}`, { skip: backend.skip }, () => {
    let site: RunningBackend;
    let app: TestApp;
    let ada: TestClient;
    let worker: LambdaFunction;
    let feed: EventSource;

    before(async () => {
      site = await backend.start();
      const { cognito } = site;
      app = await startApp(await site.createSettings(), {
        isOnLambda: true,
        ...(cognito && { cognito }),
      });
      ada = await app.createMember('ada');
      const folder = (await builtBundles())['lambda-worker'];
      worker = startLambdaFunction({ folder, environment: app.settings });
      feed = startEventSource(app.settings, worker);
    });
    after(async () => {
      await feed?.[Symbol.asyncDispose]();
      await worker?.[Symbol.asyncDispose]();
      await app?.[Symbol.asyncDispose]();
      await site?.[Symbol.asyncDispose]();
    });

    const read = async (id: string) => (await ada.get(`/photos/${id}`)).body;
    const openPage = (path: string) => app.fetch(path, { headers: { accept: 'text/html' } });

    it('publish an announced photo on the home page', async () => {
      const { id } = await ada.upload(await makeJpeg({ hue: 10 }), { title: 'First light', tags: ['Dawn'] });
      await app.runJobs();
      const photo = await read(id);
      const picture = await app.fetch(photo.renditions[0].url);
      assert.deepEqual([picture.status, picture.headers.get('content-type')], [200, 'image/webp']);
      assert.match(Buffer.from(await picture.arrayBuffer()).toString('latin1', 0, 12), /^RIFF.{4}WEBP$/su);
      const page = await openPage('/');
      assert.equal(page.status, 200);
      assert.match(await page.text(), /First light/u);
    });

    it('decode HEIC with WebAssembly in a thread', { skip: missingFromSet(heic) }, async () => {
      const bytes = new Uint8Array(await readFile(join(photoSet, heic)));
      const { id } = await ada.upload(bytes, { fileName: 'a.heic', contentType: 'image/heic' });
      await app.runJobs();
      const { status, format } = await read(id);
      assert.deepEqual([status, format], ['ready', 'heic']);
    });

    it('strip private metadata before others download an original', async () => {
      const { id } = await ada.upload(await makeJpeg({ hue: 20 }));
      await app.runJobs();
      const download = await app.fetch(`/api/v1/photos/${id}/download`);
      assert.equal(download.status, 302);
      const twin = await fetch(download.headers.get('location') ?? '');
      assert.deepEqual([twin.status, twin.headers.get('content-type')], [200, 'image/jpeg']);
    });

    it('complete the upload of a lost client after the bucket reports the file', async () => {
      const bytes = await makeJpeg({ hue: 30 });
      const announced = {
        ...{ fileName: 'a.jpg', contentType: 'image/jpeg', bytes: bytes.byteLength },
        sha256: createHash('sha256').update(bytes).digest('hex'),
      };
      const { photo, target } = (await ada.post('/uploads', announced)).body;
      const message = { id: 'e', name: 'complete-upload', payload: { key: `prefix/originals/${photo.id}` } };
      await feed.send(message);
      await app.runJobs();
      assert.equal((await read(photo.id)).status, 'uploading', 'nothing is there yet');
      assert.equal((await sendBytes(fetch, target, bytes)).status, 200);
      // The bucket may report a file twice.
      await feed.send(message);
      await feed.send(message);
      await app.runJobs();
      assert.equal((await read(photo.id)).status, 'ready');
    });

    it('enqueue regular maintenance on a scheduled event', async () => {
      await worker.invoke({ source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} });
      const jobs = await app.ports.jobs.receive({ limit: 9, lease: 30_000, waitFor: 0 });
      assert.deepEqual(
        jobs.map(({ name }) => name),
        ['tidy'],
      );
      for (const job of jobs) await app.ports.jobs.complete(job);
    });

    it('keep jobs to retry in the queue, and remove completed and dead jobs', async () => {
      const failed = async (message: object) => {
        await feed.send({ id: 'j', ...message });
        return (await feed.next())?.batchItemFailures.length;
      };
      const failedToDraw = async () => (await feed.next('renderings'))?.batchItemFailures.length;
      assert.equal(await failed({ name: 'complete-upload', payload: { key: 'avatars/x' } }), 0);
      assert.equal(await failed({ name: 'paint', payload: {} }), 0, 'it is among the dead');
      const { items } = await app.ports.jobs.listDead({ limit: 9 });
      assert.deepEqual(
        items.map(({ name }) => name),
        ['paint'],
      );
      assert.equal(await failed({ name: 'tidy', payload: {}, notBefore: Date.now() + 3_600_000 }), 1);
      // Runs last, because the queue delivers this job again within a second.
      await app.ports.jobs.enqueue({ name: 'render-photo', payload: {} });
      assert.equal(await failedToDraw(), 1);
    });

    it('move a rendering job of an earlier version to the rendering queue, and render it from there', async () => {
      const { id } = await ada.upload(await makeJpeg({ hue: 35 }));
      const [job] = await app.ports.jobs.receive({
        lanes: ['rendering'],
        limit: 1,
        lease: 30_000,
        waitFor: 0,
      });
      assert.ok(job);
      await app.ports.jobs.complete(job);
      await feed.send({ id: 'old', name: 'render-photo', payload: { photoId: id }, group: 'ada' });
      assert.equal((await feed.next())?.batchItemFailures.length, 0, 'it moved');
      assert.notEqual((await read(id)).status, 'ready');
      await app.runJobs();
      assert.equal((await read(id)).status, 'ready');
    });

    it('end an event stream that stays open elsewhere', async () => {
      const events = await ada.fetch('/api/v1/events');
      assert.equal(events.headers.get('content-type'), 'text/event-stream');
      assert.match(await events.text(), /^retry: \d+\n/u);
    });

    it('render the page of every tag although the gateway unescapes paths', async () => {
      const { port } = new URL(app.url);
      const tags = ['50% off #1', '50%2F', 'black/white', '..', 'why?', 'a+b', 'été'];
      const { id } = await ada.upload(await makeJpeg({ hue: 40 }), { tags });
      await app.runJobs();
      for (const tag of tags) {
        const page = await openPage(tagAddress(tag));
        assert.equal(page.status, 200, tag);
        const html = await page.text();
        assert.ok(html.includes(`>Tagged “${tag}”</h1>`), tag);
        assert.ok(html.includes(`data-photo="${id}"`), tag);
        assert.ok(html.includes(`href="http://localhost:${port}${tagAddress(tag)}" />`), tag);
      }
    });

    it('load no modules of other responses for the first response', async () => {
      const tell = `import { registerHooks } from 'node:module';
        registerHooks({ load: (url, context, next) => (console.log(url), next(url, context)) });`;
      await using api = startLambdaFunction({
        folder: (await builtBundles())['lambda-api'],
        environment: {
          ...app.settings,
          NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(tell)}`,
        },
      });
      const http = { method: 'GET', sourceIp: '127.0.0.1' };
      const event = { rawPath: '/api/v1/photos', rawQueryString: '', headers: {} };
      await api.invoke({ ...event, requestContext: { domainName: 'localhost', http } });
      const loaded = [...api.output().matchAll(/\/([\w-]+)\.js$/gmu)].map(([, name = '']) => name);
      assert.ok(loaded.includes('index'));
      const others = /^(?:entry-server|metrics|openapi|ses-mailer|smtp-mailer|local-accounts|mysql)\b/u;
      assert.deepEqual(
        loaded.filter((name) => others.test(name)),
        [],
      );
    });

    it('fail with the name of a missing variable', async () => {
      const { VITRINE_STORAGE_URL, ...environment } = app.settings;
      const folder = (await builtBundles())['lambda-api'];
      await using broken = startLambdaFunction({ folder, environment });
      await assert.rejects(broken.invoke({}), /VITRINE_STORAGE_URL: on Lambda it must name something/u);
    });
  });
