import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { NewJob } from '../../ports/jobs.ts';
import { startApp } from '../../testing/app/test-app.ts';
import { mailCode, requestCode } from './code-mail.ts';

describe('a requested code', () => {
  it('is mailed when the identity provider responds again, however often it failed', async () => {
    await using app = await startApp();
    await app.createMember('ada');
    const { ports } = app;
    const enqueued: NewJob[] = [];
    const jobs = { ...ports.jobs, enqueue: async (job: NewJob) => void enqueued.push(job) };
    await requestCode({ ...ports, jobs }, { purpose: 'reset-password', login: 'ada', browser: 'digest' });
    const [job] = enqueued;
    assert.ok(job);
    const { sealed } = job.payload as { sealed: string };
    const startPasswordReset = () => Promise.reject(new Error('away'));
    const away = { ...ports, identity: { ...ports.identity, startPasswordReset } };
    for (let attempt = 0; attempt < 6; attempt += 1) await assert.rejects(mailCode(away, sealed), /away/u);
    await mailCode(ports, sealed);
    await app.runJobs();
    assert.match(app.codeFor('ada@example.org'), /^\d{6}$/u);
    assert.equal((await app.mailSubjectsTo('ada@example.org')).length, 2);
  });
});
