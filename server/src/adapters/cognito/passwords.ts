import { invalidField } from '../../domain/errors.ts';

/** What looks the same is the same, on whatever keyboard it was typed. */
export const normalPassword = (password: string) => password.normalize('NFC');

/** As Cognito takes one to keep: without a blank at either end. How long it is to be, the pool's policy says. */
export function acceptablePassword(password: string, field: string): string {
  if (/^\s|\s$/u.test(password))
    throw invalidField(field, 'A password neither begins nor ends with a blank here.');
  return normalPassword(password);
}
