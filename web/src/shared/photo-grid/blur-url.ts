import { thumbHashToApproximateAspectRatio, thumbHashToRGBA } from 'thumbhash';

/* The pixels that a blur needs: each costs four characters of the document. */
const longSide = 6;
const headerBytes = 54;

/**
 * Encodes a thumbhash as a tiny bitmap in a `data:` URL of about 200 characters, so that a page shows a blur before
 * any script runs. Returns `undefined` for an invalid hash. Format: uncompressed 24-bit with a BITMAPINFOHEADER.
 */
export function blurUrl(hash: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(hash), (letter) => letter.charCodeAt(0));
    const ratio = thumbHashToApproximateAspectRatio(bytes);
    const width = Math.max(2, Math.round(ratio > 1 ? longSide : longSide * ratio));
    const height = Math.max(2, Math.round(ratio > 1 ? longSide / ratio : longSide));
    const bitmap = encodeBitmap(shrink(thumbHashToRGBA(bytes), width, height), width, height);
    return `data:image/bmp;base64,${btoa(String.fromCharCode(...bitmap))}`;
  } catch {
    return undefined;
  }
}

type Image = { w: number; h: number; rgba: Uint8Array };

/** Returns the mean colour of each cell of the image, row by row. */
function shrink({ w, h, rgba }: Image, width: number, height: number): number[][] {
  return Array.from({ length: width * height }, (_, cell) => {
    const [left, right] = [cell % width, (cell % width) + 1].map((x) => Math.floor((x * w) / width));
    const row = Math.floor(cell / width);
    const [top, bottom] = [row, row + 1].map((y) => Math.floor((y * h) / height));
    const sum = [0, 0, 0];
    let count = 0;
    for (let y = top ?? 0; y < (bottom ?? 0); y += 1)
      for (let x = left ?? 0; x < (right ?? 0); x += 1) {
        count += 1;
        for (const channel of [0, 1, 2])
          sum[channel] = (sum[channel] ?? 0) + (rgba[4 * (y * w + x) + channel] ?? 0);
      }
    return sum.map((total) => Math.round(total / Math.max(1, count)));
  });
}

/** Rows run bottom-up, are padded to four bytes, and hold blue, green and red. */
function encodeBitmap(pixels: readonly number[][], width: number, height: number): Uint8Array {
  const rowBytes = 4 * Math.ceil((3 * width) / 4);
  const bytes = new Uint8Array(headerBytes + rowBytes * height);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, headerBytes, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  for (const [cell, [red = 0, green = 0, blue = 0]] of pixels.entries()) {
    const row = height - 1 - Math.floor(cell / width);
    bytes.set([blue, green, red], headerBytes + row * rowBytes + 3 * (cell % width));
  }
  return bytes;
}
