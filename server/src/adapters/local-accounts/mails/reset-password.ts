import type { Account } from '../../../domain/account.ts';
import type { CodePair } from '../codes.ts';
import { composeCodeMail, type MailContent } from './code-mail.ts';

export const composeResetPassword = (account: Account, codes: CodePair, publicUrl: string): MailContent =>
  composeCodeMail({
    subject: 'Set a new password for Vitrine',
    // Until the address is proven, the name is a word that a stranger may have chosen.
    greeting: account.confirmedAt === undefined ? 'Hello,' : `Hello ${account.displayName},`,
    request: 'Someone, most likely you, asked to set a new password. Enter this code to set it:',
    codes,
    link: `${publicUrl}/reset-password?${new URLSearchParams({ login: account.username, code: codes.link })}`,
    linkText: 'Or open this page',
    closing:
      'The code is valid for one hour. If it wasn’t you, ignore this e-mail: your password stays as it is.',
  });
