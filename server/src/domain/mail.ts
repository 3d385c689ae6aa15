import type { Timestamp } from './time.ts';

type ComposedMail = { id: string; to: string; subject: string; text: string; html: string };

/** Describes a mail as an Internet message (RFC 5322), in the options of Nodemailer, which every mailer uses. */
export const asInternetMessage = (
  { id, to, subject, text, html }: ComposedMail,
  { from, at }: { from: string; at: Timestamp },
) => ({
  from,
  // An object is one recipient, whatever characters it holds.
  to: { name: '', address: to },
  subject,
  text,
  html,
  date: new Date(at),
  // RFC 5322 §3.6.4: every copy of a mail has the same id.
  messageId: `<${id}@${senderDomain(from)}>`,
  // RFC 3834 §5: suppresses out-of-office replies.
  headers: { 'Auto-Submitted': 'auto-generated' },
  // Nodemailer reads no file and no URL that a mail names.
  disableFileAccess: true,
  disableUrlAccess: true,
});

const senderDomain = (from: string) => /@([\w.-]+)/u.exec(from)?.[1] ?? 'localhost';
