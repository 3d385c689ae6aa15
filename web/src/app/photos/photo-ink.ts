export type Ink = 'dark' | 'light' | 'mixed';

/**
 * What a picture with transparency is drawn in, on average; `undefined` for one without. A thumbhash says both in its
 * first bytes, so this is known before anything is fetched: https://evanw.github.io/thumbhash/
 */
export function inkOf(thumbhash: string | null): Ink | undefined {
  const bytes = thumbhash ? decode(thumbhash) : undefined;
  if (!bytes || bytes.length < 6) return undefined;
  const [low = 0, middle = 0, high = 0] = bytes;
  const header = low | (middle << 8) | (high << 16);
  if (header >> 23 === 0) return undefined;
  const lightness = (header & 63) / 63;
  const warmth = ((header >> 6) & 63) / 31.5 - 1;
  const redness = ((header >> 12) & 63) / 31.5 - 1;
  const blue = lightness - (2 / 3) * warmth;
  const red = (3 * lightness - blue + redness) / 2;
  const luminance = 0.2126 * light(red) + 0.7152 * light(red - redness) + 0.0722 * light(blue);
  if (luminance < 0.12) return 'dark';
  return luminance > 0.45 ? 'light' : 'mixed';
}

const light = (value: number) => Math.min(1, Math.max(0, value)) ** 2.2;

function decode(base64: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}
