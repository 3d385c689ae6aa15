import { parseConfig } from '@vitrine/server/config';
import { variables } from '@vitrine/server/variables';

export type Settings = Partial<Record<keyof typeof variables, string>>;

/**
 * What a server is started with. A setting that the server does not have is an error of type, and a value that it would
 * refuse is refused here.
 * @throws {ConfigError} with all faults at once.
 */
export function buildEnvironment(settings: Settings): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [key, { name }] of Object.entries(variables)) {
    const value = settings[key as keyof typeof variables];
    if (value !== undefined) environment[name] = value;
  }
  parseConfig(environment);
  return environment;
}
