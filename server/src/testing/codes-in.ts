/** The two codes of a mail: digits to type, and the code of its link. */
export function codesIn(mail: string): { typed: string; link: string } | undefined {
  const [typed] = /\b\d{3} \d{3}\b/u.exec(mail) ?? [];
  const [link] = /\b[0-9a-f]{32}\b/u.exec(mail) ?? [];
  return typed && link ? { typed: typed.replace(' ', ''), link } : undefined;
}
