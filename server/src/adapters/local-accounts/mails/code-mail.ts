import { escapeHtml } from '../../../domain/mail.ts';
import type { Mail } from '../../../ports/mailer.ts';
import type { CodePair } from '../codes.ts';

export type MailContent = Pick<Mail, 'subject' | 'text' | 'html'>;

export type CodeMail = {
  subject: string;
  greeting: string;
  /** What the code is for. */
  request: string;
  codes: CodePair;
  link: string;
  linkText: string;
  /** How long it is valid, and what to do if someone else asked for it. */
  closing: string;
};

/** Lets a person read the digits at a glance. Mail programs copy the blank along, and forms skip it. */
const grouped = (digits: string) => digits.replace(/\d{3}(?=\d)/gu, '$& ');

/** A mail around the two codes: the same words as text and as HTML. */
export function composeCodeMail(mail: CodeMail): MailContent {
  const { subject, greeting, request, codes, link, linkText, closing } = mail;
  const elsewhere =
    'The digits work in the browser where you asked for them. In any other browser, open the link.';
  const secrecy = 'Never give this code to anyone.';
  const forPrograms = 'Programs use this code:';
  const paragraph = (html: string) => `<p style="margin:0 0 16px">${html}</p>`;
  const small = (html: string) => `<p style="margin:0 0 8px;color:#666;font-size:14px">${html}</p>`;
  const html = [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<title>${escapeHtml(subject)}</title></head>`,
    '<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#222;background:#fff">',
    '<div style="max-width:480px;margin:0 auto">',
    paragraph(escapeHtml(greeting)),
    paragraph(escapeHtml(request)),
    `<p style="margin:0 0 16px;font:600 28px/1.2 ui-monospace,monospace;letter-spacing:2px">${grouped(codes.typed)}</p>`,
    paragraph(`<a href="${escapeHtml(link)}" style="color:#0b57d0">${escapeHtml(linkText)}</a>`),
    small(escapeHtml(elsewhere)),
    small(escapeHtml(`${closing} ${secrecy}`)),
    small(`${forPrograms} <code style="word-break:break-all">${codes.link}</code>`),
    '</div></body></html>',
  ].join('\n');
  const text = [
    greeting,
    request,
    `    ${grouped(codes.typed)}`,
    `${linkText}:\n${link}`,
    elsewhere,
    `${closing} ${secrecy}`,
    `${forPrograms}\n${codes.link}`,
  ];
  return { subject, text: `${text.join('\n\n')}\n`, html };
}
