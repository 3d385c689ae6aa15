import { passwordLimits } from '@vitrine/contract/limits.ts';
import { bidiIsolate, plural } from './messages.ts';

/** Texts for registration and log-in. */
export const authMessages = {
  fields: {
    username: 'User name',
    usernameHint: 'Use 3–30 characters: a–z, 0–9, with single dots, hyphens or underscores between them.',
    email: 'E-mail address',
    login: 'User name or e-mail address',
    password: 'Password',
    newPassword: 'New password',
    passwordRule: `At least ${passwordLimits.min} characters. A few words you remember are better than symbols.`,
    passwordShort: (missing: number, formatted: string) =>
      `${formatted} more ${plural(missing, 'character', 'characters')} to go.`,
    passwordLong: 'Long enough.',
    code: 'Code',
    codeHint: 'The six digits in the e-mail.',
  },
  login: {
    title: 'Log in',
    submit: 'Log in',
    forgot: 'Forgot password',
    noAccount: 'No account yet?',
    unconfirmed: 'Your e-mail address is not confirmed yet.',
    confirm: 'Confirm it now',
    membersOnly: 'Log in to continue.',
  },
  register: {
    title: 'Register',
    submit: 'Register',
    hasAccount: 'Have an account?',
  },
  confirm: {
    // A non-breaking hyphen: a large heading wraps here.
    title: 'Confirm your e‑mail address',
    text: (email: string | undefined) =>
      email === undefined
        ? 'We’ve e-mailed you a code. Enter it here, or open the link in the e-mail.'
        : `We’ve e-mailed a code to ${bidiIsolate(email)}. Enter it here, or open the link in the e-mail.`,
    byLink: (login: string) => `Confirm your e-mail address and log in as ${bidiIsolate(login)}.`,
    elsewhere: 'You registered in another browser. Choose a new password to continue in this one.',
    submit: 'Confirm and log in',
    done: 'E-mail address confirmed. You’re logged in.',
    otherAddress: 'Use another address',
    resend: 'Send another code',
    resendIn: (formatted: string) => `Send another code in ${formatted} s`,
    resent:
      'If we find an account, we’ll e-mail another code. We send at most five an hour; after that, use the latest link.',
  },
  forgot: {
    title: 'Forgot password',
    text: 'Enter your user name or e-mail address. If we find an account, we’ll e-mail you a code.',
    submit: 'Send a code',
    back: 'Back to log in',
  },
  reset: {
    title: 'Set a new password',
    text: 'If we found an account, we’ve e-mailed you a code. We send at most five an hour; after that, use the latest link.',
    submit: 'Set password and log in',
    done: 'Password set. You were logged out everywhere else.',
  },
} as const;
