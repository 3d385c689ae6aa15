import type { SecretSource } from './secret.ts';
import type { ParsedVariables } from './variables.ts';

/** The source of each secret that is not part of a URL. */
export type SecretSources = {
  databasePassword: SecretSource | undefined;
  identity: SecretSource | undefined;
  mailPassword: SecretSource | undefined;
  /** Without one it is in the `secretFile`. */
  signing: SecretSource | undefined;
};

export const noSecrets = {
  databasePassword: undefined,
  identity: undefined,
  mailPassword: undefined,
  signing: undefined,
} satisfies SecretSources;

/** The variable that each is set by, or by its name with `_FILE`. */
export const secretNames = {
  databasePassword: 'VITRINE_DATABASE_PASSWORD',
  identity: 'VITRINE_IDENTITY_SECRET',
  mailPassword: 'VITRINE_MAIL_PASSWORD',
  signing: 'VITRINE_SECRET',
} as const satisfies Record<keyof SecretSources, string>;

/** Invalid values are `undefined` here. They are reported elsewhere. */
export function findSecretSources(
  values: Partial<ParsedVariables>,
  environment: Readonly<Record<string, string | undefined>>,
): { sources: SecretSources; faults: string[] } {
  const sources = {
    databasePassword: values.databasePassword ?? values.databasePasswordFile,
    identity: values.identitySecret ?? values.identitySecretFile,
    mailPassword: values.mailPassword ?? values.mailPasswordFile,
    signing: values.secret,
  };
  const faults = Object.values(secretNames)
    // The file of the signing secret has a default, so both may be set.
    .filter((name) => name !== secretNames.signing && environment[name] && environment[`${name}_FILE`])
    .map((name) => `${name}: set either it or ${name}_FILE, not both`);
  const isSet = (name: string) => Boolean(environment[name] || environment[`${name}_FILE`]);
  const refuse = (key: keyof SecretSources, why: string) => faults.push(`${secretNames[key]}: ${why}`);

  const { database, identity, mail } = values;
  if (database && isSet(secretNames.databasePassword)) {
    if (!('password' in database)) refuse('databasePassword', 'this database has no password');
    else if (database.password.reveal())
      refuse('databasePassword', 'VITRINE_DATABASE_URL already contains a password');
  }
  if (identity && isSet(secretNames.identity) !== (identity.kind === 'cognito'))
    refuse(
      'identity',
      identity.kind === 'cognito'
        ? 'set it or VITRINE_IDENTITY_SECRET_FILE to the app client’s secret'
        : 'only cognito:// uses it',
    );
  if (mail) {
    const { user, password } = mail.kind === 'smtp' ? mail : {};
    const isGiven = isSet(secretNames.mailPassword);
    if (isGiven && password) refuse('mailPassword', 'VITRINE_MAIL_URL already contains a password');
    if (isGiven && user === undefined) refuse('mailPassword', 'VITRINE_MAIL_URL names no user');
    if (!isGiven && user !== undefined && !password)
      refuse('mailPassword', 'VITRINE_MAIL_URL names a user without a password');
  }
  return { sources, faults };
}
