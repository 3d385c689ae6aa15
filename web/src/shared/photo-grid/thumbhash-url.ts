import { thumbHashToDataURL } from 'thumbhash';

/** The blurred picture that a thumbhash stands for, as a `data:` address; undefined where it cannot be read. */
export function thumbhashUrl(hash: string): string | undefined {
  try {
    return thumbHashToDataURL(Uint8Array.from(atob(hash), (letter) => letter.charCodeAt(0)));
  } catch {
    return undefined;
  }
}
