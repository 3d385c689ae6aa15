import { type Command, InvalidArgumentError } from 'commander';
import { compose } from '../../compose.ts';
import { parseConfig } from '../../config/config.ts';
import { CommandError } from '../command-error.ts';
import type { SeedRequest, SeedSummary } from '../seed/run-seed.ts';

export function addSeedCommand(program: Command): void {
  program
    .command('seed')
    .description('fill a gallery with invented people and with photos, to try it, show it or measure it')
    .option(
      '--photos <folder>',
      'the pictures below this folder, spread over eight people who like each other’s',
    )
    .option('--landscapes <number>', 'this many large landscapes, drawn by Vitrine itself', wholeNumber)
    .option(
      '--synthetic <number>',
      'this many photos that share the bytes of 64, quickly, for scale',
      wholeNumber,
    )
    .option('--seed <number>', 'another number draws other landscapes', wholeNumber, 1)
    .addHelpText(
      'after',
      `
What is there already is left alone: running it twice doubles nothing. Exits with 3 where pictures were refused.

Examples:
  vitrine seed --photos ~/Pictures/2024
  vitrine seed --landscapes 60
  vitrine seed --synthetic 10000 --seed 7`,
    )
    .action(async (options: SeedRequest) => {
      const { photos, landscapes, synthetic } = options;
      if (photos === undefined && landscapes === undefined && synthetic === undefined)
        throw new CommandError('Say what to seed with: --photos, --landscapes or --synthetic.', 2);
      const config = parseConfig(process.env);
      const { runSeed } = await import('../seed/run-seed.ts');
      await using composition = await compose({ ...config, logLevel: quieter(config.logLevel) });
      await composition.migrate();
      const summary = await runSeed(composition, config, options);
      if (program.opts().json) console.log(JSON.stringify(summary));
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
  for (const { path, reason } of photos?.refused ?? []) yield `refused  ${path}  ${reason}`;
  for (const [what, report] of [
    ['photos', photos],
    ['landscapes', landscapes],
  ] as const)
    if (report)
      yield `${report.added} ${what} added, ${report.present} there already, ${report.refused.length} refused, ${report.likes} likes, ${report.albums} albums`;
  if (photos && photos.others.length > 0) yield `${photos.others.length} files are no pictures by their name`;
  if (synthetic) {
    const { added, present, owners, seconds } = synthetic;
    const pace = seconds > 0 ? `, ${Math.round(added / seconds)} a second` : '';
    yield `${added} synthetic photos of ${owners} people added, ${present} there already, in ${seconds} s${pace}`;
  }
  yield login.password === undefined
    ? `Log in at ${publicUrl}/login as ${login.username}, with the password that was set since.`
    : `Log in at ${publicUrl}/login as ${login.username} with the password ${login.password}`;
}
