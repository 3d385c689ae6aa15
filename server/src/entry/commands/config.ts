import type { Command } from 'commander';
import { parseConfig } from '../../config/config.ts';
import { maskPassword } from '../../config/secret.ts';
import { variables } from '../../config/variables.ts';

export function addConfigCommand(program: Command): void {
  program
    .command('config')
    .description('print the configuration that is in force, and where each part of it is set')
    .action(() => {
      const config = parseConfig(process.env);
      if (program.opts().json) return console.log(JSON.stringify(config, null, 2));
      for (const { name, description, fallback } of Object.values(variables)) {
        const set = process.env[name];
        console.log(
          `${name}=${maskPassword(set || fallback)}${set ? '' : '   (default)'}\n    ${description}\n`,
        );
      }
    });
}
