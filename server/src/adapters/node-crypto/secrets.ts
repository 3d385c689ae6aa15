import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  randomInt,
  timingSafeEqual,
} from 'node:crypto';
import { seconds } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Secrets } from '../../ports/secrets.ts';

const nonceBytes = 12;
const tagBytes = 16;

/** Creates ids, signatures and encryption from a secret of at least 32 bytes. Derives a key for each purpose. */
export function createSecrets(secret: Uint8Array, clock: Clock): Secrets {
  if (secret.byteLength < 32) throw new RangeError('The secret needs at least 32 bytes.');
  const createId = createUuids(clock);
  const keys = new Map<string, Buffer>();
  const keyFor = (use: 'sign' | 'seal', purpose: string): Buffer => {
    const info = `vitrine/${use}/${purpose}`;
    const known = keys.get(info);
    if (known) return known;
    // RFC 5869: a uniformly random secret needs no salt.
    const key = Buffer.from(hkdfSync('sha256', secret, '', info, 32));
    keys.set(info, key);
    return key;
  };
  const sign = (purpose: string, text: string) =>
    createHmac('sha256', keyFor('sign', purpose)).update(text).digest('base64url');

  return {
    createId: <Id extends string>() => createId() as Id,
    deriveId: <Id extends string>(purpose: string, text: string) =>
      formatUuid(
        createHmac('sha256', keyFor('sign', `id/${purpose}`))
          .update(text)
          .digest(),
        8,
      ) as Id,
    createToken: () => randomBytes(32).toString('base64url'),
    createTypedCode: () => String(randomInt(1e6)).padStart(6, '0'),
    createLinkCode: () => randomBytes(16).toString('hex'),
    digest: (token) => createHash('sha256').update(token).digest('hex'),
    sign,
    verify(purpose, text, signature) {
      const expected = Buffer.from(sign(purpose, text));
      const given = Buffer.from(signature);
      return expected.byteLength === given.byteLength && timingSafeEqual(expected, given);
    },
    encrypt: (purpose, text) => encryptText(keyFor('seal', purpose), text),
    decrypt: (purpose, encrypted) => decryptText(keyFor('seal', purpose), encrypted),
  };
}

/* Concatenates nonce, tag and ciphertext. A key supports 2^32 random nonces: NIST SP 800-38D §8.3. */
function encryptText(key: Buffer, text: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]).toString('base64url');
}

function decryptText(key: Buffer, text: string): string | undefined {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.byteLength < nonceBytes + tagBytes) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString(
      'utf8',
    );
  } catch {
    return undefined;
  }
}

const counterLimit = 0x1000;
/** Follows a clock that was set back by more than this. For less, ids keep increasing. */
const maxClockSetback = seconds(10);

/** Creates UUIDs of version 7 (RFC 9562 §5.7) with `rand_a` as a counter within the millisecond (§6.2, method 1). */
function createUuids(clock: Clock): () => string {
  let time = 0;
  let counter = 0;

  return () => {
    const random = randomBytes(10);
    const now = clock.now();
    if (now > time || now < time - maxClockSetback) {
      time = now;
      // Clears the upper bit, so that at least 2048 ids fit into a millisecond.
      counter = random.readUInt16BE(0) & 0x7ff;
    } else if (++counter === counterLimit) {
      // RFC 9562 §6.2: an exhausted counter moves the time ahead of the clock.
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

/** Writes version and variant into the first 16 bytes: RFC 9562 §4. */
function formatUuid(source: Uint8Array, version: 7 | 8): string {
  const bytes = Buffer.from(source.subarray(0, 16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | (version << 4), 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
