import type { RefusedImage } from '../../ports/images.ts';

/** The file itself is at fault: trying again cannot help. */
export class ImageRefusal extends Error {
  readonly reason: RefusedImage['reason'];

  constructor(reason: RefusedImage['reason'], detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.reason = reason;
  }
}

/** A sound file, of a kind that cannot be drawn. `kind` names what sets it apart. */
export function unsupportedKind(format: string, kind?: string, options?: ErrorOptions): ImageRefusal {
  const named = kind ? `${format} (${kind})` : format;
  const detail = `Vitrine does not support this kind of ${named}. Export it as an ordinary JPEG, PNG or WebP.`;
  return new ImageRefusal('unsupported', detail, options);
}
