/** Controls, marks that turn the direction of text around, and characters that are none. */
const unwanted = /[\p{Cc}\p{Bidi_Control}\p{Noncharacter_Code_Point}\ufeff]/gu;

/** One line of text from a stranger's file, or nothing. `maximum` is in characters. */
export function cleanLine(text: string | undefined, maximum: number): string | undefined {
  return cleanText(text?.slice(0, 4 * maximum).replace(/\s+/g, ' '), maximum);
}

/** The same with its line breaks. */
export function cleanParagraphs(text: string | undefined, maximum: number): string | undefined {
  const lines = text
    ?.slice(0, 4 * maximum)
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .split('\n')
    .map((line) => cleanText(line.replace(/\t/g, ' '), maximum) ?? '');
  return cut(lines?.join('\n').trim(), maximum);
}

/** The text of a field that does not say how it is coded: UTF-8 if it is valid, else Windows' Latin-1. */
export function decodeText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function cleanText(text: string | undefined, maximum: number): string | undefined {
  return cut(text?.toWellFormed().replace(unwanted, '').trim(), maximum);
}

function cut(text: string | undefined, maximum: number): string | undefined {
  if (!text) return undefined;
  return text.length <= maximum ? text : [...text].slice(0, maximum).join('').trim();
}
