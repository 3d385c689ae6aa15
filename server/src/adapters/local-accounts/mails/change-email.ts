import type { Account } from '../../../domain/account.ts';
import { composeCodeMail, type MailContent } from './code-mail.ts';

export const composeChangeEmail = (_account: Account, code: string, publicUrl: string): MailContent =>
  composeCodeMail({
    subject: 'Confirm your new address for Vitrine',
    // No word that a stranger chose: nobody has proven yet that they read this address.
    greeting: 'Hello,',
    request: 'With this code you confirm that your account may use this address from now on:',
    code,
    link: `${publicUrl}/settings?${new URLSearchParams({ emailCode: code })}`,
    linkText: 'Enter it in your settings',
    closing: 'The code holds for one hour. If you did not ask for it, please ignore this mail.',
  });
