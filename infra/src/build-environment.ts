import { parseConfig } from '@vitrine/server/config';
import { variables } from '@vitrine/server/variables';
import type { DeployedValue } from './deployed-value.ts';

export type Settings = Partial<Record<keyof typeof variables, string | DeployedValue>>;

/**
 * What a server is started with. A setting that the server does not have is an error of type, and a value that it would
 * refuse is refused here: of values that are not known yet, their examples are checked.
 * @throws {ConfigError} with all faults at once.
 */
export function buildEnvironment(settings: Settings): Record<string, string> {
  const environment: Record<string, string> = {};
  const examples: Record<string, string> = {};
  for (const [key, { name }] of Object.entries(variables)) {
    const setting = settings[key as keyof typeof variables];
    if (setting === undefined) continue;
    environment[name] = typeof setting === 'string' ? setting : setting.value;
    examples[name] = typeof setting === 'string' ? setting : setting.example;
  }
  parseConfig(examples);
  return environment;
}
