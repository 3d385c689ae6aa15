import type { Command } from 'commander';
import { compose } from '../../compose.ts';
import { parseConfig } from '../../config/config.ts';
import { createSecret, isReference, maskPassword } from '../../config/secret.ts';
import { type Variable, variables } from '../../config/variables.ts';
import type { Finding } from '../../features/maintenance/findings.ts';
import type { SweepReport } from '../../features/maintenance/sweep.ts';
import { sweepStorage } from '../../features/maintenance/sweep.ts';
import { countOf, printJson, terminalText } from '../terminal.ts';

export function addSweepCommand(program: Command): void {
  program
    .command('sweep')
    .description('check that photos and stored files match, both ways, sizes included')
    .option(
      '--fix',
      'delete files that belong to no photo, and render photos again that lost their renditions',
    )
    .option(
      '--include-recent',
      'include files younger than an hour, which an upload in progress may still need',
    )
    .addHelpText(
      'after',
      '\nExit status: 3 if differences are left, with --fix if some could not be fixed; each is named with the reason.',
    )
    .action(async (options: { fix?: boolean; includeRecent?: boolean }) => {
      await using composition = await compose(parseConfig(process.env));
      await composition.migrate();
      const report = await sweepStorage(composition.ports, {
        fix: options.fix ?? false,
        includeRecent: options.includeRecent ?? false,
      });
      if (program.opts().json) printJson(report);
      else for (const line of describeReport(report)) console.log(line);
      if (report.findings.length > report.fixed) process.exitCode = 3;
    });
}

function* describeReport({ photos, objects, findings, fixed, unfixed }: SweepReport): Generator<string> {
  for (const finding of findings) yield describeFinding(finding);
  for (const { finding, reason } of unfixed)
    yield `not fixed  ${terminalText(finding.key)}  ${terminalText(reason)}`;
  const counts = [
    countOf(photos, 'photo'),
    countOf(objects, 'object'),
    countOf(findings.length, 'difference'),
    `${fixed} fixed`,
    ...(unfixed.length > 0 ? [`${unfixed.length} not fixed`] : []),
  ];
  yield counts.join(', ');
}

const describeFinding = (finding: Finding): string =>
  `${finding.kind}  ${terminalText(finding.key)}${finding.kind === 'damaged' ? `  ${finding.bytes} bytes of ${finding.expectedBytes}` : ''}`;

export function addConfigCommand(program: Command): void {
  program
    .command('config')
    .description('print the configuration in effect, and which variable sets each part of it')
    .action(() => {
      const config = parseConfig(process.env);
      if (program.opts().json) return printJson(config);
      for (const { name, description, fallback, isSecret } of Object.values<Variable>(variables)) {
        const set = process.env[name];
        const shown =
          set && isSecret && !isReference(set) ? createSecret(set).toJSON() : maskPassword(set || fallback);
        console.log(`${name}=${shown}${set ? '' : '   (default)'}\n    ${description}\n`);
      }
    });
}

export function addMigrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('migrate the database to this version’s schema; `serve` and `work` do so at their start')
    .action(async () => {
      await using composition = await compose(parseConfig(process.env));
      await composition.migrate();
      if (program.opts().json) printJson({ migrated: true });
      else console.log('The database is up to date.');
    });
}
