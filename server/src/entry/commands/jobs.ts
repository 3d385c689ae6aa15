import type { Command } from 'commander';
import { compose } from '../../compose.ts';
import { parseConfig } from '../../config/config.ts';
import type { JobId } from '../../domain/ids.ts';
import { toIso } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import type { DeadJob, DeadJobs, JobQueue } from '../../ports/jobs.ts';
import { allPages } from '../../ports/paging.ts';
import { CommandError, countOf, printJson, printList } from '../terminal.ts';

type Choice = { all?: boolean; name?: string };

/** Commands about jobs whose last attempt failed. */
export function addJobsCommand(program: Command): void {
  const jobs = program.command('jobs').description('list failed jobs, and run them again or delete them');
  const isJson = () => program.opts().json === true;

  jobs
    .command('list')
    .description('list failed jobs, latest first')
    .addHelpText(
      'after',
      '\nA job has failed for good after its last attempt. Prints when that was, its id, its name, its attempts and the reason.\nVitrine and its alarms call such a job dead.\n\nExample:\n  vitrine --json jobs list | jq -r ".items[].reason" | sort | uniq -c',
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
      .option('--all', 'all that have failed so far')
      .option('--name <name>', 'all of one name, such as `render-photo`')
      .addHelpText(
        'after',
        `\n${note}\nExit status: 3 if some of the ids are not those of failed jobs, 1 if none is.\n\nExample:\n  vitrine jobs ${name} --name send-mail`,
      )
      .action((ids: JobId[], options: Choice) => {
        const which = choose(ids, options);
        return withJobs(async (queue) => {
          const settled = await settle(queue, which);
          if (isJson()) printJson({ settled });
          else console.log(describeSettled(name, settled.length));
          const missing = ids.filter((id) => !settled.includes(id));
          if (missing.length === 0) return;
          throw new CommandError(
            `No failed ${missing.length === 1 ? 'job has the id' : 'jobs have the ids'} ${missing.join(', ')}.`,
            settled.length > 0 ? 3 : 1,
          );
        });
      });

  addSettling(
    'retry',
    'run failed jobs again',
    'They run at once, and their attempts are counted anew. Running it twice does no harm.',
    (queue, which) => queue.retryDead(which),
  );
  addSettling(
    'remove',
    'delete failed jobs',
    'Their work is not done, and they cannot be restored.',
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
    throw new CommandError('Choose jobs by ids from `vitrine jobs list`, by --name, or with --all.', 2);
  if (name !== undefined) return { name };
  return all ? 'all' : { ids };
}

const describeSettled = (name: 'retry' | 'remove', count: number) =>
  `${countOf(count, 'job')} ${name === 'retry' ? 'put back into the queue' : 'deleted'}`;

async function printDead(jobs: Ports['jobs'], isJson: boolean): Promise<void> {
  const presented: ReturnType<typeof presentDead>[] = [];
  let count = 0;
  for await (const dead of allPages((cursor) => jobs.listDead({ cursor, limit: 200 })))
    for (const job of dead) {
      count += 1;
      if (isJson) presented.push(presentDead(job));
      else console.log(describeDead(job));
    }
  if (isJson) printList(presented);
  else if (count === 0) console.error('no failed jobs');
}

const presentDead = (job: DeadJob) => ({ ...job, diedAt: toIso(job.diedAt) });

const describeDead = ({ id, name, attempts, reason, diedAt }: DeadJob) =>
  [toIso(diedAt), id, name.padEnd(13), countOf(attempts, 'attempt').padStart(11), ` ${oneLine(reason)}`].join(
    ' ',
  );

/* A reason may hold what a program wrote, and is not to move the cursor of a terminal. */
const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ');
