import type { Command } from 'commander';
import { compose } from '../../compose.ts';
import { parseConfig } from '../../config/config.ts';
import type { Finding } from '../../features/maintenance/finding.ts';
import { sweepStorage } from '../../features/maintenance/sweep-storage.ts';

export function addSweepCommand(program: Command): void {
  program
    .command('sweep')
    .description(
      'compare photos and stored bytes in both directions, and how long originals are; exits with 3 where they differ',
    )
    .option('--fix', 'delete bytes that belong to nothing, render again what lost its renditions')
    .option(
      '--include-recent',
      'also judge bytes younger than an hour, which an upload under way may still need',
    )
    .action(async (options: { fix?: boolean; includeRecent?: boolean }) => {
      await using composition = await compose(parseConfig(process.env));
      await composition.migrate();
      const report = await sweepStorage(composition.ports, {
        fix: options.fix ?? false,
        includeRecent: options.includeRecent ?? false,
      });
      if (program.opts().json) console.log(JSON.stringify(report));
      else {
        for (const finding of report.findings) console.log(inWords(finding));
        const { photos, objects, findings, fixed } = report;
        console.log(
          `${photos} photos, ${objects} objects, ${findings.length} differences, ${fixed} put right`,
        );
      }
      if (report.findings.length > report.fixed) process.exitCode = 3;
    });
}

const inWords = (finding: Finding): string =>
  `${finding.kind}  ${finding.key}${finding.kind === 'damaged' ? `  ${finding.bytes} bytes of ${finding.expectedBytes}` : ''}`;
