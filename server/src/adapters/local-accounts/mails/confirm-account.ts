import type { Account } from '../../../domain/account.ts';
import { composeCodeMail, type MailContent } from './code-mail.ts';

export const composeConfirmAccount = (account: Account, code: string, publicUrl: string): MailContent =>
  composeCodeMail({
    subject: 'Your code for Vitrine',
    // No word that a stranger chose: nobody has proven yet that they read this address.
    greeting: 'Hello,',
    request: 'Welcome to Vitrine. With this code you confirm that this address is yours:',
    code,
    link: `${publicUrl}/confirm?${new URLSearchParams({ login: account.username, code })}`,
    linkText: 'Or simply open this page',
    closing: 'The code holds for 24 hours. If you did not register, please ignore this mail.',
  });
