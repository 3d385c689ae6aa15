import type { Command } from 'commander';
import { ConfigError, parseConfig } from '../../config/config.ts';
import { type Diagnosis, describeFaults, sound } from '../doctor/diagnosis.ts';
import { printList } from '../terminal.ts';

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('check everything that Vitrine needs, and print a remedy for each problem')
    .addHelpText(
      'after',
      '\nChanges nothing. Beside a running server, it sends 2 MB through the public URL, and nothing is stored.\nExit status: 1 if a check fails.\n\nExample:\n  vitrine --json doctor | jq ".items[] | select(.isSound | not)"',
    )
    .action(async () => {
      const diagnoses = await examine();
      if (program.opts().json) printList(diagnoses);
      else
        for (const { isSound, check, finding, remedy } of diagnoses) {
          console.log(`${isSound ? 'ok   ' : 'WRONG'}  ${check}: ${finding}`);
          if (remedy) console.log(`       → ${remedy}`);
        }
      if (diagnoses.some(({ isSound }) => !isSound)) process.exitCode = 1;
    });
}

async function examine(): Promise<Diagnosis[]> {
  const { examineClock, examineFolders, examineNode, examinePort, examineSecret, examineSpace, examineWeb } =
    await import('../doctor/check-machine.ts');
  const always = [examineNode(), await examineWeb()];
  try {
    const config = parseConfig(process.env);
    const { examineData, examineImages, examineMail } = await import('../doctor/check-backends.ts');
    const { examineNotices, examinePublicUrl, examineUpload } = await import(
      '../doctor/check-reachability.ts'
    );
    const folders = await examineFolders(config);
    // With a folder that is not writable, these checks would report the same problem again.
    const data = folders.every(({ isSound }) => isSound) ? await examineData(config) : [];
    return [
      ...always,
      sound('configuration', 'every variable is valid'),
      ...folders,
      await examineSpace(config),
      await examineClock(config),
      await examineSecret(config),
      ...data,
      await examineMail(config),
      ...(await examineImages(config)),
      await examinePort(config),
      examinePublicUrl(config),
      await examineUpload(config),
      // The upload before may cause notices.
      ...(await examineNotices(config)),
    ];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [...always, ...describeFaults(error)];
  }
}
