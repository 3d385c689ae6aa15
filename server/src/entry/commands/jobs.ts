import type { Command } from 'commander';
import { compose } from '../../compose.ts';
import { parseConfig } from '../../config/config.ts';
import type { JobId } from '../../domain/ids.ts';
import { toIso } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import type { DeadJob, DeadJobs, JobQueue } from '../../ports/jobs.ts';
import { allPages } from '../../ports/paging.ts';
import { CommandError } from '../command-error.ts';

type Choice = { all?: boolean; name?: string };

/** What whoever runs the gallery does about jobs whose last attempt failed. */
export function addJobsCommand(program: Command): void {
  const jobs = program.command('jobs').description('list dead jobs, and have them run again or forget them');
  const isJson = () => program.opts().json === true;

  jobs
    .command('list')
    .description('every job whose last attempt failed, the last to die first')
    .addHelpText(
      'after',
      '\nSays of each when it died, its id, its name, its attempts and why the last one failed.\n\nExample:\n  vitrine --json jobs list | jq -r ".reason" | sort | uniq -c',
    )
    .action(() => withJobs((queue) => printDead(queue, isJson())));

  const addSettling = (
    name: 'retry' | 'remove',
    description: string,
    note: string,
    settle: (queue: JobQueue, which: DeadJobs) => Promise<JobId[]>,
  ) =>
    jobs
      .command(`${name} [id...]`)
      .description(description)
      .option('--all', 'all that are dead now')
      .option('--name <name>', 'all of one name, `render-photo` for one')
      .addHelpText(
        'after',
        `\n${note}\nExits with 3 where some of the ids are not those of dead jobs, with 1 where none is.\n\nExample:\n  vitrine jobs ${name} --name send-mail`,
      )
      .action((ids: JobId[], options: Choice) => {
        const which = choose(ids, options);
        return withJobs(async (queue) => {
          const settled = await settle(queue, which);
          console.log(isJson() ? JSON.stringify({ settled }) : tell(name, settled.length));
          const missing = ids.filter((id) => !settled.includes(id));
          if (missing.length === 0) return;
          throw new CommandError(`Not dead: ${missing.join(', ')}.`, settled.length > 0 ? 3 : 1);
        });
      });

  addSettling(
    'retry',
    'have dead jobs run again',
    'They run at once, their attempts counted anew. Doing so twice does no harm.',
    (queue, which) => queue.retryDead(which),
  );
  addSettling(
    'remove',
    'forget dead jobs',
    'What they were to do is left undone, and cannot be brought back.',
    (queue, which) => queue.removeDead(which),
  );
}

async function withJobs(work: (jobs: JobQueue) => Promise<void>): Promise<void> {
  await using composition = await compose(parseConfig(process.env));
  await composition.migrate();
  await work(composition.ports.jobs);
}

function choose(ids: readonly JobId[], { all, name }: Choice): DeadJobs {
  if ([ids.length > 0, all, name !== undefined].filter(Boolean).length !== 1)
    throw new CommandError('Say which: ids from `vitrine jobs list`, --name, or --all.', 2);
  if (name !== undefined) return { name };
  return all ? 'all' : { ids };
}

const tell = (name: 'retry' | 'remove', count: number) => {
  const jobs = count === 1 ? '1 job' : `${count} jobs`;
  return name === 'retry' ? `${jobs} put back into the queue` : `${jobs} forgotten`;
};

async function printDead(jobs: Ports['jobs'], isJson: boolean): Promise<void> {
  for await (const dead of allPages((cursor) => jobs.listDead({ cursor, limit: 200 })))
    for (const job of dead) console.log(isJson ? JSON.stringify(presentDead(job)) : describeDead(job));
}

const presentDead = (job: DeadJob) => ({ ...job, diedAt: toIso(job.diedAt) });

const describeDead = ({ id, name, attempts, reason, diedAt }: DeadJob) =>
  [toIso(diedAt), id, name.padEnd(13), countAttempts(attempts).padStart(11), ` ${oneLine(reason)}`].join(' ');

const countAttempts = (count: number) => (count === 1 ? '1 attempt' : `${count} attempts`);

/* A reason may hold what a program wrote, and is not to move the cursor of a terminal. */
const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ');
