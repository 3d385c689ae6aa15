import * as z from 'zod';

/** Where a secret is: told outright, in a file, or kept by AWS Secrets Manager. Only the last two may be shown. */
export type SecretSource =
  | { kind: 'value'; value: Secret }
  | { kind: 'file'; path: string }
  | {
      kind: 'secretsmanager';
      /** Its name or ARN. */
      id: string;
      /** Of a secret that is JSON, as those that AWS rotates are. */
      field: string | undefined;
    };

const scheme = 'secretsmanager:';
/* What a name may hold: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
const reference = /^secretsmanager:(?<id>[\w/+=.@:-]{1,2048})(?:#(?<field>[\w.-]{1,256}))?$/u;

/** Whether the text only says where the secret is, and so may be shown. */
export const isReference = (text: string) => text.startsWith(scheme);

/** What is wrong with it is told without any of it. */
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

/** Told only to whoever asks for it: neither JSON nor what a log makes of an object shows it. */
export type Secret = { reveal(): string; toJSON(): string };

const mask = '***';

export const createSecret = (value: string): Secret => ({ reveal: () => value, toJSON: () => mask });

/** An address as it may be shown: with its password masked. */
export const maskPassword = (text: string): string =>
  text.replace(/^([a-z]+:\/\/[^:@/?#]*:)[^/?#]*@/iu, `$1${mask}@`);
