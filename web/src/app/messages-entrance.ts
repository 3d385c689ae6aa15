import { passwordLimits } from '@vitrine/contract/limits.ts';
import { plural } from './plural.ts';

/** The catalogue's part for those who come in. */
export const entranceMessages = {
  fields: {
    username: 'User name',
    usernameHint: 'Three to thirty letters, digits, dots, hyphens or underscores.',
    email: 'E-mail address',
    login: 'User name or e-mail address',
    password: 'Password',
    newPassword: 'New password',
    passwordRule: `At least ${passwordLimits.min} characters. A few words you remember are better than symbols.`,
    passwordShort: (missing: number, formatted: string) =>
      `${formatted} more ${plural(missing, 'character', 'characters')} and it is long enough.`,
    passwordLong: 'Long enough.',
    code: 'Code',
    codeHint: 'The digits from the mail.',
  },
  login: {
    title: 'Log in',
    submit: 'Log in',
    forgot: 'Forgot password',
    noAccount: 'No account yet?',
    unconfirmed: 'Your address is not confirmed yet.',
    confirm: 'Confirm it now',
    membersOnly: 'Log in to go on.',
  },
  register: {
    title: 'Register',
    submit: 'Register',
    hasAccount: 'Have an account?',
  },
  confirm: {
    title: 'Confirm your address',
    text: 'We have sent a mail with a code. Type it here, or open the link in the mail.',
    submit: 'Confirm',
    done: 'Your address is confirmed. You can log in now.',
    resend: 'Send another code',
    resent:
      'If there is such an account, another mail is on its way. After five within an hour, the last one counts.',
  },
  forgot: {
    title: 'Forgot password',
    text: 'Give your user name or address. If there is such an account, a mail with a code follows.',
    submit: 'Send a code',
    back: 'Back to log in',
  },
  reset: {
    title: 'Set a new password',
    text: 'If there is such an account, a mail with a code is on its way. After five within an hour, the last one counts.',
    submit: 'Set the password',
    done: 'The password is set. You are logged out everywhere.',
  },
} as const;
