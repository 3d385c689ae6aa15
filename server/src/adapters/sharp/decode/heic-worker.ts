import { parentPort, workerData } from 'node:worker_threads';
import libheif from 'libheif-js/wasm-bundle.js';
import { assembleTiles, type HeicGrid, readHeicGrid } from './heic-grid.ts';
import { readHeifFile } from './heif-file.ts';

export type HeicRequest = {
  bytes: Uint8Array;
  /** Keeps more than 8 bits a sample, as native-endian 16-bit samples. */
  isDeep: boolean;
};

/** Upright pixels without row padding, or an error message. */
export type HeicAnswer =
  | { pixels: Uint8Array<ArrayBuffer>; width: number; height: number; channels: 3 | 4; isDeep: boolean }
  | { error: string };

// The thread decodes one picture and exits, because WebAssembly memory never shrinks.
const answer = tryToDecode(workerData as HeicRequest);
parentPort?.postMessage(answer, 'pixels' in answer ? [answer.pixels.buffer] : []);

/** Catches traps: a malicious picture can make the WebAssembly code throw. */
function tryToDecode(request: HeicRequest): HeicAnswer {
  try {
    return decodePicture(request);
  } catch (error) {
    return { error: String(error) };
  }
}

function decodePicture({ bytes, isDeep }: HeicRequest): HeicAnswer {
  const context = libheif.heif_context_alloc();
  const opened = libheif.heif_context_read_from_memory(context, bytes);
  if (opened.code.value !== 0) return { error: opened.message };
  const grid = isDeep ? undefined : findGrid(bytes);
  if (grid) return decodeGrid(context, grid);
  const handle = libheif.heif_js_context_get_primary_image_handle(context);
  if (handle.code) return { error: handle.message };
  const hasAlpha = libheif.heif_image_handle_has_alpha_channel(handle) !== 0;
  const chroma = libheif.heif_chroma[chooseChroma(isDeep, hasAlpha)];
  const picture = libheif.heif_js_decode_image2(handle, libheif.heif_colorspace.heif_colorspace_RGB, chroma);
  if (picture.code) return { error: picture.message };
  const [plane] = picture.channels;
  if (!plane) return { error: 'no pixels' };
  const channels = hasAlpha ? 4 : 3;
  const { width, height, bits_per_pixel: bits } = plane;
  const isWide = bits > 8;
  const pixels = joinRows(plane, channels * (isWide ? 2 : 1));
  if (isWide) widenSamples(new Uint16Array(pixels.buffer), bits);
  return { pixels, width, height, channels, isDeep: isWide };
}

function chooseChroma(isDeep: boolean, hasAlpha: boolean) {
  if (isDeep) return hasAlpha ? 'heif_chroma_interleaved_RRGGBBAA_LE' : 'heif_chroma_interleaved_RRGGBB_LE';
  return hasAlpha ? 'heif_chroma_interleaved_RGBA' : 'heif_chroma_interleaved_RGB';
}

function findGrid(bytes: Uint8Array): HeicGrid | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const file = readHeifFile(buffer);
  return file && readHeicGrid(buffer, file);
}

/**
 * Decodes tile by tile. Decoding the whole picture takes 10 bytes a pixel, which exceeds the memory limit for large
 * ones.
 */
function decodeGrid(context: object, grid: HeicGrid): HeicAnswer {
  const { heif_colorspace_RGB } = libheif.heif_colorspace;
  const { heif_chroma_interleaved_RGB } = libheif.heif_chroma;
  const pixels = assembleTiles(grid, (id, writeTile) => {
    const handle = libheif.heif_js_context_get_image_handle(context, id);
    if (handle.code) throw new Error(handle.message);
    const tile = libheif.heif_js_decode_image2(handle, heif_colorspace_RGB, heif_chroma_interleaved_RGB);
    if (tile.code) throw new Error(tile.message);
    const [plane] = tile.channels;
    if (!plane) throw new Error('no pixels');
    writeTile(plane);
    libheif.heif_image_release(tile.image);
    libheif.heif_image_handle_release(handle);
  });
  const { width, height } = grid.transform;
  return { pixels, width, height, channels: 3, isDeep: false };
}

type Plane = { stride: number; width: number; height: number; data: Uint8Array };

/** Copies a plane from WebAssembly memory without the padding of each row. */
function joinRows({ stride, width, height, data }: Plane, bytesPerPixel: number): Uint8Array<ArrayBuffer> {
  const length = width * bytesPerPixel;
  const pixels = new Uint8Array(length * height);
  for (let row = 0; row < height; row += 1) {
    pixels.set(data.subarray(row * stride, row * stride + length), row * length);
  }
  return pixels;
}

/** Scales samples to 16 bits, so that the maximum becomes 65535. */
function widenSamples(samples: Uint16Array, bits: number): void {
  const factor = 65_535 / (2 ** bits - 1);
  for (let at = 0; at < samples.length; at += 1) samples[at] = Math.round((samples[at] ?? 0) * factor);
}
