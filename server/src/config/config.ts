import { availableParallelism } from 'node:os';
import { findSecretSources, type SecretSources } from './secret-sources.ts';
import { type ParsedVariables, variables } from './variables.ts';

/* These are part of `secrets`. */
type SecretVariable = Extract<keyof ParsedVariables, `${string}${'Password' | 'ecret'}${'' | 'File'}`>;

/** The complete, valid configuration. Prints no secret. */
export type Config = Omit<ParsedVariables, SecretVariable | 'quotaMegabytes'> & {
  quotaBytes: number;
  /** False if `publicUrl` is only the default. */
  isPublicUrlSet: boolean;
  secrets: SecretSources;
  /** The file of the generated signing secret, if no variable sets one. */
  secretFile: string;
};

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** `NAME: what is wrong with it`, every fault that there is. */
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The configuration is invalid:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

/** @throws {ConfigError} with all faults at once. */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const faults = unknownNames(environment);
  const values: Record<string, unknown> = {};
  const port = environment.PORT || variables.port.fallback;
  for (const [key, { name, fallback, schema }] of Object.entries(variables)) {
    const text = environment[name] || fallback;
    const result = schema.safeParse(key === 'publicUrl' ? text.replaceAll('$PORT', port) : text);
    if (result.success) values[key] = result.data;
    else faults.push(`${name}: ${result.error.issues.map(({ message }) => message).join('; ')}`);
  }
  const { sources, faults: secretFaults } = findSecretSources(values, environment);
  faults.push(...secretFaults);
  if (faults.length > 0) throw new ConfigError(faults);
  // Each value was parsed by the schema of its own key.
  const { quotaMegabytes, secret, ...parsed } = values as ParsedVariables;
  const { databasePassword, databasePasswordFile, mailPassword, mailPasswordFile, ...others } = parsed;
  const { identitySecret, identitySecretFile, ...rest } = others;
  return {
    ...rest,
    quotaBytes: quotaMegabytes * 1_000_000,
    isPublicUrlSet: Boolean(environment[variables.publicUrl.name]),
    concurrency: rest.concurrency || availableParallelism(),
    secrets: sources,
  };
}

/** Variables of commands that talk to another server. */
const clientNames = ['VITRINE_TOKEN'];

function unknownNames(environment: Readonly<Record<string, string | undefined>>): string[] {
  const known = new Set<string>([...Object.values(variables).map(({ name }) => name), ...clientNames]);
  return Object.keys(environment)
    .filter((name) => name.startsWith('VITRINE_') && !name.startsWith('VITRINE_TEST_') && !known.has(name))
    .map((name) => `${name}: unknown variable`);
}
