import type { Timestamp } from './time.ts';

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in HTML, in a quoted attribute too. */
export const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/gu, (character) => entities[character] ?? '');

type Letter = { id: string; to: string; subject: string; text: string; html: string };

/** A mail as an Internet message (RFC 5322), in the words of the library that every mailer writes it by. */
export const asInternetMessage = (
  { id, to, subject, text, html }: Letter,
  { from, at }: { from: string; at: Timestamp },
) => ({
  from,
  // As an object it is one address, whatever it holds.
  to: { name: '', address: to },
  subject,
  text,
  html,
  date: new Date(at),
  // RFC 5322 §3.6.4: the same for every copy of the same mail.
  messageId: `<${id}@${senderDomain(from)}>`,
  // RFC 3834 §5: no out-of-office notices in answer.
  headers: { 'Auto-Submitted': 'auto-generated' },
  // No file and no address that a mail might name is read into it.
  disableFileAccess: true,
  disableUrlAccess: true,
});

const senderDomain = (from: string) => /@([\w.-]+)/u.exec(from)?.[1] ?? 'localhost';
