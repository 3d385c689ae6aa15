import { availableParallelism } from 'node:os';
import type * as z from 'zod';
import { variables } from './variables.ts';

type Parsed = { [Key in keyof typeof variables]: z.output<(typeof variables)[Key]['schema']> };

/** Everything that can be set, valid and complete. Holds no secret. */
export type Config = Omit<Parsed, 'quotaMegabytes'> & { quotaBytes: number };

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** `NAME: what is wrong with it`, every fault that there is. */
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The configuration has faults:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

/** @throws {ConfigError} with all faults at once. */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const faults = unknownNames(environment);
  const values: Record<string, unknown> = {};
  for (const [key, { name, fallback, schema }] of Object.entries(variables)) {
    const text =
      environment[name] || fallback.replaceAll('$PORT', environment.PORT || variables.port.fallback);
    const result = schema.safeParse(text);
    if (result.success) values[key] = result.data;
    else faults.push(`${name}: ${result.error.issues.map(({ message }) => message).join('; ')}`);
  }
  faults.push(...missingSecrets(values));
  if (faults.length > 0) throw new ConfigError(faults);
  // Each value was parsed by the schema of its own key.
  const { quotaMegabytes, ...parsed } = values as Parsed;
  return {
    ...parsed,
    quotaBytes: quotaMegabytes * 1024 * 1024,
    concurrency: parsed.concurrency || availableParallelism(),
  };
}

function missingSecrets({ identity, identitySecret, identitySecretFile }: Partial<Parsed>): string[] {
  if (identity?.kind !== 'cognito' || !identitySecret !== !identitySecretFile) return [];
  return [
    'VITRINE_IDENTITY_SECRET: either it or VITRINE_IDENTITY_SECRET_FILE must give the app client’s secret',
  ];
}

/** What a command that talks to a server elsewhere takes; no part of a server's configuration. */
const clientNames = ['VITRINE_TOKEN'];

function unknownNames(environment: Readonly<Record<string, string | undefined>>): string[] {
  const known = new Set<string>([...Object.values(variables).map(({ name }) => name), ...clientNames]);
  return Object.keys(environment)
    .filter((name) => name.startsWith('VITRINE_') && !name.startsWith('VITRINE_TEST_') && !known.has(name))
    .map((name) => `${name}: there is no such variable`);
}
