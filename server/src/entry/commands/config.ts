import type { Command } from 'commander';
import { parseConfig } from '../../config/config.ts';
import { createSecret, maskPassword } from '../../config/secret.ts';
import { isReference } from '../../config/secret-source.ts';
import { type Variable, variables } from '../../config/variables.ts';
import { printJson } from '../print-json.ts';

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
