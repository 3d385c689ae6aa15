import type { Account } from '../../../domain/account.ts';
import type { CodePair } from '../codes.ts';
import { composeCodeMail, type MailContent } from './code-mail.ts';

export const composeChangeEmail = (_account: Account, codes: CodePair, publicUrl: string): MailContent =>
  composeCodeMail({
    subject: 'Confirm your new e-mail address for Vitrine',
    // No word that a stranger chose: nobody has proven yet that they read this address.
    greeting: 'Hello,',
    request: 'Enter this code to use this e-mail address for your account:',
    codes,
    link: `${publicUrl}/settings?${new URLSearchParams({ emailCode: codes.link })}`,
    linkText: 'Or open your settings',
    closing: 'The code is valid for one hour. If you didn’t ask for it, ignore this e-mail.',
  });
