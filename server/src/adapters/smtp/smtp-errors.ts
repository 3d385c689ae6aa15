type SmtpError = { code?: string; responseCode?: number; command?: string };

/**
 * What went wrong and what to do, for the log. Nothing of the server's own words: they repeat addresses of people, and
 * may repeat more.
 */
export function asRefusal(error: unknown, server: string): Error {
  const { code = 'unknown', responseCode, command } = (error ?? {}) as SmtpError;
  const facts = [code, responseCode, command].filter((fact) => fact !== undefined).join(' ');
  return new Error(`${server}: ${remedyFor(code, responseCode)} (${facts})`);
}

/** Whether the server itself said no. */
export const hasAnswer = (error: unknown) => (error as SmtpError | undefined)?.responseCode !== undefined;

function remedyFor(code: string, responseCode = 0): string {
  if (code === 'EAUTH' || code === 'ENOAUTH')
    return 'the log-in was refused; look at the user and the password in VITRINE_MAIL_URL';
  if (code === 'ETLS')
    return 'no encrypted connection came about; look at the certificate, or set smtps:// in VITRINE_MAIL_URL';
  if (code === 'EENVELOPE' && responseCode >= 500)
    return 'the sender or the receiver was refused; look at VITRINE_MAIL_FROM';
  // RFC 5321 §4.2.1: 4yz may succeed later, 5yz will not as it stands.
  if (responseCode >= 500) return 'the mail was refused';
  if (responseCode >= 400) return 'the mail was put off; it is tried again';
  return 'the server cannot be reached; look at VITRINE_MAIL_URL, the network and the certificate';
}
