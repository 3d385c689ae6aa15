const trailer = 0x3b;
const extension = 0x21;
const graphicControl = 0xf9;
const application = 0xff;
/** How often to repeat, and the colour profile. */
const keptApplications = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0', 'ICCRGBG1012']);

/** Keeps frames, their timing and their repetition: GIF89a sections 17 to 27. Ends at the trailer. */
export function stripGif(bytes: Buffer): Buffer[] {
  const start = 13 + colorTableLength(bytes[10] ?? 0);
  const pieces = [bytes.subarray(0, start)];
  for (let at = start; at < bytes.length && bytes[at] !== trailer; ) {
    const isExtension = bytes[at] === extension;
    if (!isExtension && bytes[at] !== 0x2c) break;
    const dataAt = isExtension ? at + 2 : at + 11 + colorTableLength(bytes[at + 9] ?? 0);
    const end = skipSubBlocks(bytes, dataAt);
    if (!isExtension || isKeptExtension(bytes, at)) pieces.push(bytes.subarray(at, end));
    at = end;
  }
  return [...pieces, Buffer.from([trailer])];
}

/** The size code of section 18 and 20, where the flag of a table is set. */
function colorTableLength(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

/** Blocks of a length byte and as many bytes, ended by an empty one. An image's begin after its code size. */
function skipSubBlocks(bytes: Buffer, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0);
  return Math.min(at + 1, bytes.length);
}

function isKeptExtension(bytes: Buffer, at: number): boolean {
  if (bytes[at + 1] === graphicControl) return true;
  return bytes[at + 1] === application && keptApplications.has(bytes.toString('latin1', at + 3, at + 14));
}
