/** Draws a file small; undefined where the browser cannot read it. */
export type Thumbnailer = (file: File, signal: AbortSignal) => Promise<ImageBitmap | undefined>;

const pixels = 96;

/** One after another: a photo takes a hundred megabytes while it is decoded. */
export function createThumbnailer(): Thumbnailer {
  let last: Promise<unknown> = Promise.resolve();
  return (file, signal) => {
    const next = last.then(() => (signal.aborted ? undefined : drawSmall(file)));
    last = next;
    return next;
  };
}

async function drawSmall(file: File): Promise<ImageBitmap | undefined> {
  try {
    return await createImageBitmap(file, { resizeWidth: pixels, resizeQuality: 'medium' });
  } catch {
    return undefined;
  }
}
