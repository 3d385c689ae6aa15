import type { Command } from 'commander';
import { ConfigError, parseConfig } from '../../config/config.ts';
import { type Diagnosis, describeFaults, sound } from '../doctor/diagnosis.ts';
import { printList } from '../terminal.ts';

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('check everything that Vitrine needs, and say what to do about what is wrong')
    .addHelpText(
      'after',
      '\nChanges nothing, and may run beside a server: then it sends 2 MB through the public URL, of which nothing is kept.\nExit status: 1 if something is wrong.\n\nExample:\n  vitrine --json doctor | jq ".items[] | select(.isSound | not)"',
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
    // Opening what cannot be written would only say the same again.
    const data = folders.every(({ isSound }) => isSound) ? await examineData(config) : [];
    return [
      ...always,
      sound('configuration', 'every variable is understood'),
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
      // After the upload, which may give the server something to notice.
      ...(await examineNotices(config)),
    ];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [...always, ...describeFaults(error)];
  }
}
