import { randomBytes } from 'node:crypto';
import { seconds } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';

const counterLimit = 0x1000;
/** A clock that was set back by more than this is followed; until then ids go on in order. */
const patience = seconds(10);

/** UUID version 7, RFC 9562 §5.7, with `rand_a` as a counter within the millisecond (§6.2, method 1). */
export function createUuids(clock: Clock): () => string {
  let time = 0;
  let counter = 0;

  return () => {
    const random = randomBytes(10);
    const now = clock.now();
    if (now > time || now < time - patience) {
      time = now;
      // The upper bit is left free, so that a millisecond has room for at least 2048.
      counter = random.readUInt16BE(0) & 0x7ff;
    } else if (++counter === counterLimit) {
      // §6.2: a counter that is exhausted moves the time ahead of the clock.
      time += 1;
      counter = 0;
    }
    const bytes = Buffer.alloc(16);
    bytes.writeUIntBE(time, 0, 6);
    bytes.writeUInt16BE(counter, 6);
    random.copy(bytes, 8, 2);
    return formatUuid(bytes, 7);
  };
}

/** The first 16 bytes with version and variant written over theirs, RFC 9562 §4. */
export function formatUuid(source: Uint8Array, version: 7 | 8): string {
  const bytes = Buffer.from(source.subarray(0, 16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | (version << 4), 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
