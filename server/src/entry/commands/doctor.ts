import type { Command } from 'commander';
import { ConfigError, parseConfig } from '../../config/config.ts';
import { type Diagnosis, describeFaults, sound } from '../doctor/diagnosis.ts';

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('look at everything that Vitrine needs, and say what to do where something is wrong')
    .addHelpText(
      'after',
      '\nChanges nothing, and may run beside a server. Exits with 1 where something is wrong.\n\nExample:\n  vitrine --json doctor | jq ".[] | select(.isSound | not)"',
    )
    .action(async () => {
      const diagnoses = await examine();
      if (program.opts().json) console.log(JSON.stringify(diagnoses, null, 2));
      else
        for (const { isSound, check, finding, remedy } of diagnoses) {
          console.log(`${isSound ? 'ok   ' : 'WRONG'}  ${check}: ${finding}`);
          if (remedy) console.log(`       → ${remedy}`);
        }
      if (diagnoses.some(({ isSound }) => !isSound)) process.exitCode = 1;
    });
}

async function examine(): Promise<Diagnosis[]> {
  const { examineClock, examineNode, examineSecret, examineSpace, examineWeb } = await import(
    '../doctor/examine-machine.ts'
  );
  const always = [examineNode(), await examineWeb()];
  try {
    const config = parseConfig(process.env);
    const { examineFolders } = await import('../doctor/examine-folders.ts');
    const { examineData, examineImages, examineMail } = await import('../doctor/examine-parts.ts');
    const { examinePort } = await import('../doctor/examine-port.ts');
    const folders = await examineFolders(config);
    // What cannot be written is not opened: that would only say the same again.
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
    ];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [...always, ...describeFaults(error)];
  }
}
