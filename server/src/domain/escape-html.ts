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
