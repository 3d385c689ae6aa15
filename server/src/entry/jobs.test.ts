import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compose } from '../compose.ts';
import { parseConfig } from '../config/config.ts';
import type { JobQueue } from '../ports/jobs.ts';
import { type CommandLine, openCommandLine } from './testing/command-line.ts';

/** Opens the queue of the command line like a second process. */
async function useQueue<T>({ directory }: CommandLine, work: (jobs: JobQueue) => Promise<T>): Promise<T> {
  await using composition = await compose(
    parseConfig({
      VITRINE_DATABASE_URL: `sqlite:${directory}/vitrine.db`,
      VITRINE_STORAGE_URL: `file:${directory}/media`,
      VITRINE_SECRET_FILE: `${directory}/secret`,
      VITRINE_SCRATCH: `${directory}/scratch`,
      VITRINE_LOG_LEVEL: 'silent',
    }),
  );
  await composition.migrate();
  return await work(composition.ports.jobs);
}

const letDie = (vitrine: CommandLine, ...names: string[]) =>
  useQueue(vitrine, async (jobs) => {
    for (const name of names) await jobs.enqueue({ name, payload: { sealed: 'xyzzy' } });
    for (const job of await jobs.receive({ limit: 10, lease: 30_000, waitFor: 0 }))
      await jobs.release(job, { reason: 'the disk is full\n', delay: 0, isFinal: true });
  });

const list = async (vitrine: CommandLine) =>
  JSON.parse((await vitrine.run(['--json', 'jobs', 'list'])).stdout).items as {
    id: string;
    name: string;
    attempts: number;
    reason: string;
  }[];

describe('vitrine jobs', () => {
  it('lists dead jobs with the reason, one per line, without payloads', async () => {
    await using vitrine = await openCommandLine();
    await letDie(vitrine, 'render-photo', 'send-mail');
    const { stdout, code } = await vitrine.run(['jobs', 'list']);
    assert.equal(code, 0);
    assert.match(stdout, /^\S+Z \S+ render-photo +1 attempt +the disk is full $/mu);
    assert.equal(stdout.trim().split('\n').length, 2);
    assert.doesNotMatch(stdout, /xyzzy/u);
    const [job] = await list(vitrine);
    assert.deepEqual([job?.attempts, job?.reason], [1, 'the disk is full\n']);
  });

  it('retries jobs by id, by name or all, and prints their number', async () => {
    await using vitrine = await openCommandLine();
    await letDie(vitrine, 'render-photo', 'send-mail', 'send-mail', 'tidy');
    const photo = (await list(vitrine)).find(({ name }) => name === 'render-photo');
    assert.ok(photo);
    const byId = await vitrine.run(['jobs', 'retry', photo.id]);
    assert.deepEqual([byId.code, byId.stdout], [0, '1 job put back into the queue\n']);
    const byName = await vitrine.run(['jobs', 'retry', '--name', 'send-mail']);
    assert.equal(byName.stdout, '2 jobs put back into the queue\n');
    const all = await vitrine.run(['--json', 'jobs', 'retry', '--all']);
    assert.equal(JSON.parse(all.stdout).settled.length, 1);
    assert.deepEqual(await list(vitrine), []);
    const waiting = await useQueue(vitrine, (jobs) => jobs.receive({ limit: 9, lease: 30_000, waitFor: 0 }));
    assert.equal(waiting.length, 4);
  });

  it('deletes jobs', async () => {
    await using vitrine = await openCommandLine();
    await letDie(vitrine, 'send-mail');
    assert.equal((await vitrine.run(['jobs', 'remove', '--all'])).stdout, '1 job deleted\n');
    assert.equal((await vitrine.run(['jobs', 'remove', '--all'])).stdout, '0 jobs deleted\n');
  });

  it('exits with 1 if no id is of a dead job, with 3 if some are, with 2 without ids', async () => {
    await using vitrine = await openCommandLine();
    await letDie(vitrine, 'send-mail');
    const [job] = await list(vitrine);
    assert.ok(job);
    const some = await vitrine.run(['jobs', 'retry', job.id, 'nobody']);
    assert.deepEqual([some.code, some.stderr], [3, 'Error: No failed job has the id nobody.\n']);
    assert.equal((await vitrine.run(['jobs', 'retry', job.id])).code, 1);
    assert.equal((await vitrine.run(['jobs', 'retry'])).code, 2);
    assert.equal((await vitrine.run(['jobs', 'remove', job.id, '--all'])).code, 2);
  });

  it('makes the doctor report dead jobs', async () => {
    await using vitrine = await openCommandLine();
    await letDie(vitrine, 'send-mail', 'send-mail');
    const { stdout, code } = await vitrine.run(['doctor']);
    assert.equal(code, 1);
    assert.match(stdout, /^WRONG {2}jobs: 2 failed: send-mail\n {7}→ .*vitrine jobs list/mu);
    await vitrine.run(['jobs', 'retry', '--all']);
    assert.match((await vitrine.run(['doctor'])).stdout, /^ok {5}jobs: no failed jobs$/mu);
  });
});
