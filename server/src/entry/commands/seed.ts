import { type Command, InvalidArgumentError } from 'commander';
import { compose } from '../../compose.ts';
import { parseConfig } from '../../config/config.ts';
import type { SeedRequest, SeedSummary } from '../seed/run-seed.ts';
import { CommandError, countOf, printJson } from '../terminal.ts';
import { refusalLine } from '../upload/upload-report.ts';

export function addSeedCommand(program: Command): void {
  program
    .command('seed')
    .description('fill a gallery with invented people and photos, for trials, demos and measurements')
    .option(
      '--photos <folder>',
      'add the pictures in this folder as photos of eight people, with likes and albums',
    )
    .option('--landscapes <number>', 'add this many large landscapes, drawn by Vitrine itself', wholeNumber)
    .option(
      '--synthetic <number>',
      'add this many photos that share 64 files, for measurements at scale',
      wholeNumber,
    )
    .option('--seed <number>', 'a number that decides which landscapes are drawn', wholeNumber, 1)
    .addHelpText(
      'after',
      `
A second run adds nothing twice. Exit status: 3 if pictures were refused.

Examples:
  vitrine seed --photos ~/Pictures/2024
  vitrine seed --landscapes 60
  vitrine seed --synthetic 10000 --seed 7`,
    )
    .action(async (options: SeedRequest) => {
      const { photos, landscapes, synthetic } = options;
      if (photos === undefined && landscapes === undefined && synthetic === undefined)
        throw new CommandError('Choose what to seed with: --photos, --landscapes or --synthetic.', 2);
      const config = parseConfig(process.env);
      const { runSeed } = await import('../seed/run-seed.ts');
      await using composition = await compose({ ...config, logLevel: quieter(config.logLevel) });
      await composition.migrate();
      const summary = await runSeed(composition, config, options);
      if (program.opts().json) printJson(summary);
      else for (const line of describeSummary(summary, config.publicUrl)) console.log(line);
      if (summary.photos && summary.photos.refused.length > 0) process.exitCode = 3;
    });
}

/* A line for every photo would hide the progress. */
const quieter = (level: ReturnType<typeof parseConfig>['logLevel']) => (level === 'info' ? 'warn' : level);

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/u.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

function* describeSummary(summary: SeedSummary, publicUrl: string): Generator<string> {
  const { photos, landscapes, synthetic, login } = summary;
  for (const { path, reason } of photos?.refused ?? []) yield refusalLine(path, reason);
  for (const [what, report] of [
    ['photo', photos],
    ['landscape', landscapes],
  ] as const)
    if (report)
      yield [
        `${countOf(report.added, what)} added`,
        `${report.present} already there`,
        `${report.refused.length} refused`,
        countOf(report.likes, 'like'),
        countOf(report.albums, 'album'),
      ].join(', ');
  if (photos && photos.others.length > 0)
    yield `${countOf(photos.others.length, 'file')} skipped, not a picture by name`;
  if (synthetic) {
    const { added, present, owners, seconds } = synthetic;
    const pace = seconds > 0 ? `, ${Math.round(added / seconds)} a second` : '';
    yield `${countOf(added, 'synthetic photo')} of ${countOf(owners, 'person', 'people')} added, ${present} already there, in ${seconds} s${pace}`;
  }
  yield login.password === undefined
    ? `Log in at ${publicUrl}/login as ${login.username}. Somebody has changed its password since.`
    : `Log in at ${publicUrl}/login as ${login.username} with the password ${login.password}`;
}
