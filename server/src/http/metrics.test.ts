import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runJob } from '../jobs/run-job.ts';
import { password, startApp, type TestApp } from '../testing/app/test-app.ts';
import { createClient } from '../testing/app/test-client.ts';
import { makeJpeg } from '../testing/images/make-jpeg.ts';
import { createMetrics } from './metrics.ts';

const web = {
  files: new Map([['/assets/app-1f2e.js', { bytes: new Uint8Array([1]), contentType: 'text/javascript' }]]),
  render: async () => ({ status: 404, html: '<!doctype html>' }),
};

/** Opens the app with metrics and the web app in front, like the server does. */
function openMeasured(testApp: TestApp) {
  const metrics = createMetrics();
  const ports = metrics.watch(testApp.ports);
  const app = testApp.withOptions({ metrics, ports, web });
  return { app, ports, read: async () => (await app.request('/metrics')).text() };
}

const series = (text: string, name: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
    .map((line) => line.slice(name.length));

describe('metrics', () => {
  it('count each request under its route, for every method and with the web app', async () => {
    await using testApp = await startApp();
    const { app, read } = openMeasured(testApp);
    const asked: [string, string, string, number][] = [
      ['GET', '/api/v1/photos', '/api/v1/photos', 200],
      ['HEAD', '/api/v1/photos', '/api/v1/photos', 200],
      ['GET', '/api/v1/users/somebody', '/api/v1/users/:username', 404],
      ['PATCH', '/api/v1/photos/some-photo', '/api/v1/photos/:id', 401],
      ['DELETE', '/api/v1/photos/some-photo', '/api/v1/photos/:id', 401],
      ['PUT', '/api/v1/photos', '/api/v1/photos', 405],
      ['GET', '/media/photo/revision/320.webp', '/media/:photoId/:revision/:name', 404],
      ['PUT', '/storage/originals/some-photo', '/storage/*', 403],
      ['GET', '/assets/app-1f2e.js', '/assets/*', 200],
      ['GET', '/healthz', '/healthz', 200],
      ['GET', '/api/docs', '/api/docs', 200],
      ['GET', '/albums/some-album', '/albums/:id', 404],
    ];
    for (const [method, path, , status] of asked) {
      const answer = await app.request(path, { method });
      assert.equal(answer.status, status, `${method} ${path}`);
    }
    const counted = series(await read(), 'http_server_request_duration_seconds_count');
    for (const [method, , route, status] of asked) {
      const labels = `{http_request_method="${method}",http_route="${route}",http_response_status_code="${status}"}`;
      assert.ok(counted.includes(`${labels} 1`), `${labels} among ${counted.join('\n')}`);
    }
    assert.equal(counted.length, asked.length, 'and nothing else');
  });

  it('count all unknown paths and methods in one series', async () => {
    await using testApp = await startApp();
    const { app, read } = openMeasured(testApp);
    for (const path of [
      '/one',
      '/two/three',
      '/api/v1/nothing',
      '/api/nothing',
      '/media/x',
      '/assets/old.js',
    ])
      for (const accept of ['text/html', 'application/json'])
        await app.request(path, { headers: { accept } });
    for (const method of ['MKCOL', 'SEARCH', 'REPORT']) await app.request('/one', { method });
    const counted = series(await read(), 'http_server_request_duration_seconds_count');
    assert.deepEqual(counted, [
      '{http_request_method="GET",http_route="(unmatched)",http_response_status_code="404"} 12',
      '{http_request_method="_OTHER",http_route="(unmatched)",http_response_status_code="404"} 3',
    ]);
  });

  it('have the buckets that OpenTelemetry recommends', async () => {
    await using testApp = await startApp();
    const { app, read } = openMeasured(testApp);
    await app.request('/healthz');
    const bounds = series(await read(), 'http_server_request_duration_seconds_bucket').map(
      (line) => /le="([^"]+)"/u.exec(line)?.[1],
    );
    const advised = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10].map(String);
    assert.deepEqual(bounds, [...advised, '+Inf']);
  });

  it('cover jobs, renders, uploads, mails, sessions, streams, caches and the version', async () => {
    await using testApp = await startApp();
    const { app, ports, read } = openMeasured(testApp);
    const work = async () => {
      for (;;) {
        const jobs = await ports.jobs.receive({ limit: 1, lease: 30_000, waitFor: 0 });
        if (jobs.length === 0) return;
        for (const job of jobs) await runJob(ports, job, new AbortController().signal);
      }
    };
    // The upload runs over the network, which counts its bytes.
    const send = async (address: string, init?: RequestInit) =>
      address.startsWith('/api/') ? app.request(address, init) : testApp.fetch(address, init);
    const person = createClient(send, testApp.url.replace('127.0.0.1', 'localhost'));
    await person.post('/accounts', { username: 'ada', email: 'ada@example.org', password });
    await work();
    await person.post('/accounts/confirm', { login: 'ada', code: testApp.codeFor('ada@example.org') });
    const bytes = await makeJpeg();
    await person.upload(bytes, { contentType: 'image/jpeg' });
    await person.upload(new Uint8Array([1, 2, 3]), { contentType: 'image/jpeg' });
    await work();
    await app.request('/api/v1/photos');
    await app.request('/api/v1/photos');
    await ports.jobs.enqueue({ name: 'no-such-job', payload: {} });
    await work();
    await ports.jobs.enqueue({ name: 'tidy', payload: {} });
    const [moved] = await ports.jobs.receive({ limit: 1, lease: 30_000, waitFor: 0 });
    assert.ok(moved);
    await ports.jobs.move(moved, { lane: moved.lane });
    const text = await read();
    const expected: [string, string][] = [
      ['vitrine_jobs_enqueued_total', '{job="render-photo"} 2'],
      ['vitrine_jobs_running', '{job="render-photo"} 0'],
      ['vitrine_jobs_ended_total', '{job="render-photo",outcome="done"} 2'],
      ['vitrine_jobs_ended_total', '{job="no-such-job",outcome="dead"} 1'],
      ['vitrine_jobs_ended_total', '{job="tidy",outcome="moved"} 1'],
      ['vitrine_jobs_running', '{job="tidy"} 0'],
      ['vitrine_jobs_dead', '{job="no-such-job"} 1'],
      ['vitrine_render_duration_seconds_count', '{outcome="rendered",format="jpeg"} 1'],
      ['vitrine_render_duration_seconds_count', '{outcome="unsupported",format="unknown"} 1'],
      ['vitrine_uploads_begun_total', ' 2'],
      ['vitrine_uploads_completed_total', ' 2'],
      ['vitrine_uploads_completed_bytes_total', ` ${bytes.byteLength + 3}`],
      ['vitrine_sessions_begun_total', ' 1'],
      ['vitrine_event_streams', ' 0'],
      ['vitrine_mails_total', '{outcome="accepted"} 1'],
      ['vitrine_cache_lookups_total', '{cache="answers",result="hit"} 1'],
      ['vitrine_build_info', '{version="0.1.0"} 1'],
    ];
    for (const [name, rest] of expected)
      assert.ok(series(text, name).includes(rest), `${name}${rest} among ${series(text, name).join('\n')}`);
    assert.doesNotMatch(text, /ada/u, 'no name of anybody');
  });

  it('are not served unless enabled', async () => {
    await using testApp = await startApp();
    assert.equal((await testApp.fetch('/metrics')).status, 404);
  });
});
