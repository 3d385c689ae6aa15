import type { RefusedImage } from '../../ports/images.ts';

/** The file itself is at fault: trying again cannot help. */
export class ImageRefusal extends Error {
  readonly reason: RefusedImage['reason'];

  constructor(reason: RefusedImage['reason'], detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.reason = reason;
  }
}
