import type { Metadata } from 'sharp';
import type { MetadataBlocks } from './read-metadata.ts';

const maximumHex = 2_000_000;

/** Exif, XMP and IPTC as ImageMagick put them into PNG before `eXIf`: a text chunk of name, length and hexadecimal digits. */
export function readPngProfiles(comments: Metadata['comments'] = []): MetadataBlocks {
  const decode = (...names: string[]) => {
    const comment = comments.find(({ keyword }) =>
      names.some((name) => keyword === `Raw profile type ${name}`),
    );
    const hex = /^\s*\w+\s+\d+\s+([\da-f\s]+)/i.exec(comment?.text.slice(0, maximumHex) ?? '')?.[1];
    return hex === undefined ? undefined : Buffer.from(hex.replace(/\s/g, ''), 'hex');
  };
  return { exif: decode('exif', 'APP1'), xmp: decode('xmp'), iptc: decode('iptc') };
}
