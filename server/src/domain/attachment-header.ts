/**
 * `Content-Disposition` of a file to be saved (RFC 6266 §5): the name in ASCII for old readers, and as it is, in the
 * encoding of RFC 8187. Nothing in the name can end the value or begin another header.
 */
export function attachmentHeader(name: string): string {
  const printable = name.toWellFormed().replace(/\p{Cc}/gu, '');
  const ascii = printable.replace(/[^\x20-\x7e]|["\\%/]/gu, '_');
  // RFC 8187 §3.2.1: these four are no `attr-char`, and encodeURIComponent leaves them.
  const encoded = encodeURIComponent(printable).replace(
    /['()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
