import { AppError } from '../../domain/errors.ts';
import type { SignedPut } from './signed-addresses.ts';

/** How slowly a body may come: in every `window` milliseconds of waiting for it, at least `leastBytes` arrive. */
export type Pace = { window: number; leastBytes: number };

/**
 * The body of a request, of exactly the signed length. Throws if it is longer or shorter, comes more slowly than the
 * pace, or the signal aborts. Time that this server takes to write does not count against the sender.
 */
export async function* arrivingBytes(
  { body }: Request,
  signed: SignedPut,
  pace: Pace,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  // Ends a read that is under way, as if the body ended here.
  const cancel = () => void reader?.cancel().catch(() => undefined);
  signal?.addEventListener('abort', cancel);
  let bytes = 0;
  let patience = pace.window;
  let expected = pace.leastBytes;
  try {
    while (!signal?.aborted) {
      const begun = performance.now();
      const overdue = setTimeout(cancel, patience);
      const { value } = (await reader?.read().catch(() => undefined)) ?? {};
      clearTimeout(overdue);
      if (!value) break;
      patience -= performance.now() - begun;
      expected -= value.byteLength;
      if (expected <= 0) ({ window: patience, leastBytes: expected } = pace);
      else if (patience <= 0 && bytes + value.byteLength < signed.bytes) throw tooSlow();
      bytes += value.byteLength;
      if (bytes > signed.bytes) throw tooLong(signed);
      yield value;
    }
    if (signal?.aborted)
      throw new AppError('conflict', 'A newer request sends this file and has taken over.');
    if (bytes < signed.bytes) throw tooShort(signed);
  } finally {
    signal?.removeEventListener('abort', cancel);
    reader?.releaseLock();
  }
}

const tooSlow = () =>
  new AppError('invalid-request', 'The file came too slowly to be waited for. Send it again.');
export const tooLong = ({ bytes }: SignedPut) =>
  new AppError('too-large', `This address takes ${bytes} bytes and no more.`);
export const tooShort = ({ bytes }: SignedPut) =>
  new AppError('invalid-request', `The file did not arrive whole: ${bytes} bytes were announced.`);
