import type { Command } from 'commander';
import { compose } from '../../compose.ts';
import { parseConfig } from '../../config/config.ts';
import type { Finding } from '../../features/maintenance/findings.ts';
import { type SweepReport, sweepStorage } from '../../features/maintenance/sweep.ts';
import { countOf } from '../human-units.ts';
import { printJson } from '../print-json.ts';
import { terminalText } from '../terminal-text.ts';

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
