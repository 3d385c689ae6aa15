export type Ink = 'dark' | 'light' | 'mixed';

/**
 * What a picture with transparency is drawn in, on average; `undefined` for one without. A thumbhash says both in its
 * first bytes, so this is known before anything is fetched: https://evanw.github.io/thumbhash/
 */
export function inkOf(thumbhash: string | null): Ink | undefined {
  // Eight letters are the first six bytes, as many as a thumbhash with transparency has at least.
  if (!/^[\w+/]{8}/u.test(thumbhash ?? '')) return undefined;
  const byteAt = (index: number) => atob(thumbhash?.slice(0, 8) ?? '').charCodeAt(index);
  const header = byteAt(0) | (byteAt(1) << 8) | (byteAt(2) << 16);
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
