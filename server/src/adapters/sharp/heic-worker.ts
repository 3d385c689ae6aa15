import { parentPort, workerData } from 'node:worker_threads';
import libheif from 'libheif-js/wasm-bundle.js';

/** What `decode-heic.ts` awaits: pixels without padding, upright, or why there are none. */
export type HeicAnswer =
  | { pixels: Uint8Array<ArrayBuffer>; width: number; height: number; channels: 3 | 4 }
  | { error: string };

// One picture, then the thread ends: WebAssembly memory grows but never shrinks.
const answer = tryToDecode(workerData as Uint8Array);
parentPort?.postMessage(answer, 'pixels' in answer ? [answer.pixels.buffer] : []);

/** WebAssembly that is led astray by a picture throws. */
function tryToDecode(bytes: Uint8Array): HeicAnswer {
  try {
    return decodePicture(bytes);
  } catch (error) {
    return { error: String(error) };
  }
}

function decodePicture(bytes: Uint8Array): HeicAnswer {
  const context = libheif.heif_context_alloc();
  const opened = libheif.heif_context_read_from_memory(context, bytes);
  if (opened.code.value !== 0) return { error: opened.message };
  const handle = libheif.heif_js_context_get_primary_image_handle(context);
  if (handle.code) return { error: handle.message };
  const channels = libheif.heif_image_handle_has_alpha_channel(handle) ? 4 : 3;
  const { heif_chroma_interleaved_RGB, heif_chroma_interleaved_RGBA } = libheif.heif_chroma;
  const chroma = channels === 4 ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB;
  const picture = libheif.heif_js_decode_image2(handle, libheif.heif_colorspace.heif_colorspace_RGB, chroma);
  if (picture.code) return { error: picture.message };
  const [plane] = picture.channels;
  if (!plane) return { error: 'no pixels' };
  return { pixels: joinRows(plane, channels), width: plane.width, height: plane.height, channels };
}

type Plane = { stride: number; width: number; height: number; data: Uint8Array };

/** A copy out of the WebAssembly memory, without the padding at the end of each row. */
function joinRows({ stride, width, height, data }: Plane, channels: number): Uint8Array<ArrayBuffer> {
  const length = width * channels;
  const pixels = new Uint8Array(length * height);
  for (let row = 0; row < height; row += 1) {
    pixels.set(data.subarray(row * stride, row * stride + length), row * length);
  }
  return pixels;
}
