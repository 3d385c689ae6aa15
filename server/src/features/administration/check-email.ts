import { invalidField } from '../../domain/errors.ts';

/* The contract's rule for whoever registers; a test holds them together. */
const emailForm = /^[^\s@<>]{1,64}@[^\s@<>]+\.[^\s@<>.]{2,}$/u;

export function checkEmail(email: string): void {
  if (!emailForm.test(email) || email.length > 254)
    throw invalidField('email', `${email} is not an e-mail address.`);
}
