import * as z from 'zod';

/** The source of a secret: the variable itself, a file, or AWS Secrets Manager. */
export type SecretSource =
  | { kind: 'value'; value: Secret }
  | { kind: 'file'; path: string }
  | {
      kind: 'secretsmanager';
      /** Its name or ARN. */
      id: string;
      /** The field, if the secret is JSON like those that AWS rotates. */
      field: string | undefined;
    };

const scheme = 'secretsmanager:';
/* The characters of a secret's name:
   https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
const reference = /^secretsmanager:(?<id>[\w/+=.@:-]{1,2048})(?:#(?<field>[\w.-]{1,256}))?$/u;

/** Returns whether the text is only a reference, which may be shown. */
export const isReference = (text: string) => text.startsWith(scheme);

/** Error messages never quote the text. */
export const secretText = z.string().transform((text, context): SecretSource | undefined => {
  if (text === '') return undefined;
  if (!isReference(text)) return { kind: 'value', value: createSecret(text) };
  const { id, field } = reference.exec(text)?.groups ?? {};
  if (id !== undefined) return { kind: 'secretsmanager', id, field };
  context.addIssue({
    code: 'custom',
    message: 'must be like secretsmanager:NAME or secretsmanager:ARN#field',
  });
  return z.NEVER;
});

export const secretPath = z
  .string()
  .transform((path): SecretSource | undefined => (path === '' ? undefined : { kind: 'file', path }));

/** Hides its value from JSON and logs. Only `reveal` returns it. */
export type Secret = { reveal(): string; toJSON(): string };

const mask = '***';

export const createSecret = (value: string): Secret => ({ reveal: () => value, toJSON: () => mask });

/** Masks the password of a URL. */
export const maskPassword = (text: string): string =>
  text.replace(/^([a-z]+:\/\/[^:@/?#]*:)[^/?#]*@/iu, `$1${mask}@`);
