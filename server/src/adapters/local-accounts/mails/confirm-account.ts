import type { Account } from '../../../domain/account.ts';
import type { CodePair } from '../codes.ts';
import { composeCodeMail, type MailContent } from './code-mail.ts';

export const composeConfirmAccount = (account: Account, codes: CodePair, publicUrl: string): MailContent =>
  composeCodeMail({
    subject: 'Confirm your e-mail address for Vitrine',
    // No word that a stranger chose: nobody has proven yet that they read this address.
    greeting: 'Hello,',
    request: 'Welcome to Vitrine. Enter this code to confirm your e-mail address:',
    codes,
    link: `${publicUrl}/confirm?${new URLSearchParams({ login: account.username, code: codes.link })}`,
    linkText: 'Or open this page',
    closing: 'The code is valid for 24 hours. If you didn’t register, ignore this e-mail.',
  });
