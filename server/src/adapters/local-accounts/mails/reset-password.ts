import type { Account } from '../../../domain/account.ts';
import { composeCodeMail, type MailContent } from './code-mail.ts';

export const composeResetPassword = (account: Account, code: string, publicUrl: string): MailContent =>
  composeCodeMail({
    subject: 'Choose a new password for Vitrine',
    greeting: `Hello ${account.displayName},`,
    request: 'Someone, most likely you, asked to choose a new password. This is the code for it:',
    code,
    link: `${publicUrl}/reset-password?${new URLSearchParams({ login: account.username, code })}`,
    linkText: 'Or simply open this page',
    closing:
      'The code holds for one hour. If it was not you, please ignore this mail: your password stays as it is.',
  });
