import type { Command } from 'commander';
import { parseConfig } from '../../config/config.ts';
import { createSecret, maskPassword } from '../../config/secret.ts';
import { isReference } from '../../config/secret-source.ts';
import { type Variable, variables } from '../../config/variables.ts';

export function addConfigCommand(program: Command): void {
  program
    .command('config')
    .description('print the configuration that is in force, and where each part of it is set')
    .action(() => {
      const config = parseConfig(process.env);
      if (program.opts().json) return console.log(JSON.stringify(config, null, 2));
      for (const { name, description, fallback, isSecret } of Object.values<Variable>(variables)) {
        const set = process.env[name];
        const shown =
          set && isSecret && !isReference(set) ? createSecret(set).toJSON() : maskPassword(set || fallback);
        console.log(`${name}=${shown}${set ? '' : '   (default)'}\n    ${description}\n`);
      }
    });
}
