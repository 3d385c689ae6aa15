import { escapeHtml } from '../../../domain/escape-html.ts';
import type { Mail } from '../../../ports/mailer.ts';

export type MailContent = Pick<Mail, 'subject' | 'text' | 'html'>;

export type CodeMail = {
  subject: string;
  greeting: string;
  /** What the code is for. */
  request: string;
  code: string;
  link: string;
  linkText: string;
  /** How long it holds, and what to do who did not ask for it. */
  closing: string;
};

/** A mail around a code: the same words as text and as HTML. */
export function composeCodeMail(mail: CodeMail): MailContent {
  // In groups it is easier to read and to copy.
  const code = mail.code.replace(/\d{4}(?=\d)/gu, '$& ');
  const paragraph = (html: string) => `<p style="margin:0 0 16px">${html}</p>`;
  const html = [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<title>${escapeHtml(mail.subject)}</title></head>`,
    '<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#222;background:#fff">',
    '<div style="max-width:480px;margin:0 auto">',
    paragraph(escapeHtml(mail.greeting)),
    paragraph(escapeHtml(mail.request)),
    `<p style="margin:0 0 16px;font:600 28px/1.2 ui-monospace,monospace;letter-spacing:2px">${code}</p>`,
    paragraph(`<a href="${escapeHtml(mail.link)}" style="color:#0b57d0">${escapeHtml(mail.linkText)}</a>`),
    `<p style="margin:0;color:#666;font-size:14px">${escapeHtml(mail.closing)}</p>`,
    '</div></body></html>',
  ].join('\n');
  const text = [mail.greeting, mail.request, `    ${code}`, `${mail.linkText}:\n${mail.link}`, mail.closing];
  return { subject: mail.subject, text: `${text.join('\n\n')}\n`, html };
}
