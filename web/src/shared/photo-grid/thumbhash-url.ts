import { thumbHashToDataURL } from 'thumbhash';

/** Decodes a thumbhash into a blurred picture in a `data:` URL. Returns `undefined` for an invalid hash. */
export function thumbhashUrl(hash: string): string | undefined {
  try {
    return thumbHashToDataURL(Uint8Array.from(atob(hash), (letter) => letter.charCodeAt(0)));
  } catch {
    return undefined;
  }
}
