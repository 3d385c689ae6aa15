/** Told only to whoever asks for it: neither JSON nor what a log makes of an object shows it. */
export type Secret = { reveal(): string; toJSON(): string };

const mask = '***';

export const createSecret = (value: string): Secret => ({ reveal: () => value, toJSON: () => mask });

/** An address as it may be shown: with its password masked. */
export const maskPassword = (text: string): string =>
  text.replace(/^([a-z]+:\/\/[^:@/?#]*:)[^/?#]*@/iu, `$1${mask}@`);
