import { escapeHtml } from '@vitrine/contract/formats.ts';
import type { Account } from '../../domain/account.ts';
import type { Mail } from '../../ports/mailer.ts';
import type { CodePair } from './codes.ts';

export type MailContent = Pick<Mail, 'subject' | 'text' | 'html'>;

type CodeMail = {
  subject: string;
  greeting: string;
  /** Explains the purpose of the code. */
  request: string;
  codes: CodePair;
  link: string;
  linkText: string;
  /** States the validity, and what to do if someone else asked for the code. */
  closing: string;
};

/** Groups the digits for reading. Forms ignore the space if it is copied along. */
const groupDigits = (digits: string) => digits.replace(/\d{3}(?=\d)/gu, '$& ');

/** Composes a mail with both codes, as text and as HTML. */
function composeCodeMail(mail: CodeMail): MailContent {
  const { subject, greeting, request, codes, link, linkText, closing } = mail;
  const otherBrowserHint =
    'The digits work in the browser where you asked for them. In any other browser, open the link.';
  const secrecyNote = 'Never give this code to anyone.';
  const programsLabel = 'Programs use this code:';
  const paragraph = (html: string) => `<p style="margin:0 0 16px">${html}</p>`;
  const small = (html: string) => `<p style="margin:0 0 8px;color:#666;font-size:14px">${html}</p>`;
  const html = [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<title>${escapeHtml(subject)}</title></head>`,
    '<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#222;background:#fff">',
    '<div style="max-width:480px;margin:0 auto">',
    paragraph(escapeHtml(greeting)),
    paragraph(escapeHtml(request)),
    `<p style="margin:0 0 16px;font:600 28px/1.2 ui-monospace,monospace;letter-spacing:2px">${groupDigits(codes.typed)}</p>`,
    paragraph(`<a href="${escapeHtml(link)}" style="color:#0b57d0">${escapeHtml(linkText)}</a>`),
    small(escapeHtml(otherBrowserHint)),
    small(escapeHtml(`${closing} ${secrecyNote}`)),
    small(`${programsLabel} <code style="word-break:break-all">${codes.link}</code>`),
    '</div></body></html>',
  ].join('\n');
  const text = [
    greeting,
    request,
    `    ${groupDigits(codes.typed)}`,
    `${linkText}:\n${link}`,
    otherBrowserHint,
    `${closing} ${secrecyNote}`,
    `${programsLabel}\n${codes.link}`,
  ];
  return { subject, text: `${text.join('\n\n')}\n`, html };
}

export const composeConfirmAccount = (account: Account, codes: CodePair, publicUrl: string): MailContent =>
  composeCodeMail({
    subject: 'Confirm your e-mail address for Vitrine',
    // Contains no words from the user: nobody has confirmed this email yet.
    greeting: 'Hello,',
    request: 'Welcome to Vitrine. Enter this code to confirm your e-mail address:',
    codes,
    link: `${publicUrl}/confirm?${new URLSearchParams({ login: account.username, code: codes.link })}`,
    linkText: 'Or open this page',
    closing: 'The code is valid for 24 hours. If you didn’t register, ignore this e-mail.',
  });

export const composeChangeEmail = (_account: Account, codes: CodePair, publicUrl: string): MailContent =>
  composeCodeMail({
    subject: 'Confirm your new e-mail address for Vitrine',
    // Contains no words from the user: nobody has confirmed this email yet.
    greeting: 'Hello,',
    request: 'Enter this code to use this e-mail address for your account:',
    codes,
    link: `${publicUrl}/settings?${new URLSearchParams({ emailCode: codes.link })}`,
    linkText: 'Or open your settings',
    closing: 'The code is valid for one hour. If you didn’t ask for it, ignore this e-mail.',
  });

export const composeResetPassword = (account: Account, codes: CodePair, publicUrl: string): MailContent =>
  composeCodeMail({
    subject: 'Set a new password for Vitrine',
    // A stranger may have chosen the name, until the email is confirmed.
    greeting: account.confirmedAt === undefined ? 'Hello,' : `Hello ${account.displayName},`,
    request: 'Someone, most likely you, asked to set a new password. Enter this code to set it:',
    codes,
    link: `${publicUrl}/reset-password?${new URLSearchParams({ login: account.username, code: codes.link })}`,
    linkText: 'Or open this page',
    closing:
      'The code is valid for one hour. If it wasn’t you, ignore this e-mail: your password stays as it is.',
  });
