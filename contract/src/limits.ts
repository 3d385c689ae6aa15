/** Lengths of text are counted in Unicode code points, after cleaning. No imports: browsers load this too. */
export const textLimits = {
  title: 500,
  description: 10_000,
  tag: 500,
  fileName: 500,
  displayName: 100,
  bio: 2_000,
  suspensionReason: 500,
} as const;
export const maxTagsPerPhoto = 50;
/** Tags of one's own that are named at once. */
export const maxOwnTags = 500;
export const passwordLimits = { min: 10, max: 200 } as const;
export const pageLimits = { default: 50, max: 200 } as const;
export const maxPhotosAtOnce = 500;
/** The most photo ids that one request for albums may name in `holding`. */
export const maxPhotosAskedFor = 50;
export const maxPhotosPerAlbum = 10_000;
export const maxAlbumsPerAccount = 2_000;

/** Days that a deleted photo, and a cancelled account, can be taken back. */
export const trashDays = 30;
export const cancellationDays = 14;

/** Types that an upload may announce. What a file really is, its bytes decide. */
export const uploadTypes = [
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/heic',
  'image/heif',
  'image/tiff',
] as const;
/** A list for texts. */
export const takenFormats = 'JPEG, PNG, GIF, WebP, AVIF, HEIC and TIFF';
export const maxUploadBytes = 200 * 1024 * 1024;
/** The contents of one request, beside its announcement. */
export const maxSmallUploadBytes = 10 * 1024 * 1024;
/**
 * Pixels of one picture, by the format of its bytes: 100-megapixel cameras in every format, 200-megapixel phones in the
 * formats that they write. Above them, a decoder does not get by with the memory of its process.
 */
export const maxPixels = {
  jpeg: 210_000_000,
  png: 210_000_000,
  heic: 210_000_000,
  tiff: 120_000_000,
  webp: 120_000_000,
  avif: 120_000_000,
  gif: 120_000_000,
} as const;
/** Width or height alone. */
export const maxPictureSide = 30_000;
/**
 * The memory that a decoder may use for a picture that it cannot stream: progressive JPEG (133 megapixels without
 * chroma subsampling), interlaced PNG (100 with 16 bit and transparency), HEIC without tiles (80), AVIF (53, or 33
 * with 10 bit).
 */
export const maxHeldBytes = 800_000_000;
export const maxFrames = 500;
/** Width × height × frames of an animation. */
export const maxAnimatedPixels = 150_000_000;
/** The size of every part but the last, which may be shorter. S3 requires at least 5 MiB. */
export const uploadPartBytes = 5 * 1024 * 1024;
/** With fewer parts, starting, resuming and completing costs as many S3 requests as sending the file whole. */
export const fewestUploadParts = 7;
/** Returns the part size for a file. A file with too few parts is one part, and is sent whole. */
export const partBytesOf = (fileBytes: number) =>
  fileBytes > (fewestUploadParts - 1) * uploadPartBytes ? uploadPartBytes : fileBytes;
