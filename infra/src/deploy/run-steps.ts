import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Step } from './steps.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** One after the other, until one fails. What calls AWS is only shown in a dry run. */
export async function runSteps(
  steps: readonly Step[],
  { isDryRun }: { isDryRun: boolean },
): Promise<boolean> {
  for (const { title, command, callsAws } of steps) {
    console.log(`\n${title} …`);
    if (isDryRun && callsAws) {
      console.log(`  not in a dry run: ${command.join(' ')}`);
      continue;
    }
    const [program = '', ...args] = command;
    const child = spawn(program, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: 'true' },
    });
    const [code] = await once(child, 'exit');
    if (code === 0) continue;
    console.error(`\n${title}: that failed. Nothing after it was done.`);
    return false;
  }
  return true;
}
