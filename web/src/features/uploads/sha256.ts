/** FIPS 180-4 derives its constants from the roots of the first primes. */
const primes = findPrimes(64);
const fraction = (root: number) => ((root % 1) * 2 ** 32) | 0;
const constants = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const initialState = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const blockBytes = 64;

export interface Sha256 {
  update(bytes: Uint8Array): void;
  /** Returns lower-case hexadecimal. Call it once, after the last update. */
  digest(): string;
}

/**
 * Incremental SHA-256 (FIPS 180-4). Web Crypto needs all data in memory at once, and browsers disable it
 * on pages without TLS.
 */
export function createSha256(): Sha256 {
  const state = initialState.slice();
  const words = new Int32Array(64);
  const pending = new Uint8Array(blockBytes);
  let pendingBytes = 0;
  let total = 0;

  const update = (bytes: Uint8Array) => {
    total += bytes.length;
    let at = 0;
    if (pendingBytes > 0) {
      at = Math.min(blockBytes - pendingBytes, bytes.length);
      pending.set(bytes.subarray(0, at), pendingBytes);
      pendingBytes += at;
      if (pendingBytes < blockBytes) return;
      compress(state, words, pending, 0);
      pendingBytes = 0;
    }
    for (; at + blockBytes <= bytes.length; at += blockBytes) compress(state, words, bytes, at);
    pending.set(bytes.subarray(at));
    pendingBytes = bytes.length - at;
  };

  return {
    update,
    digest() {
      const padding = new Uint8Array((pendingBytes < 56 ? 56 : 120) - pendingBytes + 8);
      padding[0] = 0x80;
      new DataView(padding.buffer).setBigUint64(padding.length - 8, BigInt(total) * 8n);
      update(padding);
      return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
    },
  };
}

// The casts are safe: indices stay inside the arrays.
function compress(state: Int32Array, words: Int32Array, bytes: Uint8Array, start: number) {
  for (let at = 0; at < 16; at += 1) {
    const from = start + at * 4;
    words[at] =
      ((bytes[from] as number) << 24) |
      ((bytes[from + 1] as number) << 16) |
      ((bytes[from + 2] as number) << 8) |
      (bytes[from + 3] as number);
  }
  for (let at = 16; at < 64; at += 1) {
    const early = words[at - 15] as number;
    const late = words[at - 2] as number;
    const sigma0 = rotateRight(early, 7) ^ rotateRight(early, 18) ^ (early >>> 3);
    const sigma1 = rotateRight(late, 17) ^ rotateRight(late, 19) ^ (late >>> 10);
    words[at] = ((words[at - 16] as number) + sigma0 + (words[at - 7] as number) + sigma1) | 0;
  }
  let a = state[0] as number;
  let b = state[1] as number;
  let c = state[2] as number;
  let d = state[3] as number;
  let e = state[4] as number;
  let f = state[5] as number;
  let g = state[6] as number;
  let h = state[7] as number;
  for (let at = 0; at < 64; at += 1) {
    const choice = (e & f) ^ (~e & g);
    const sum1 = rotateRight(e, 6) ^ rotateRight(e, 11) ^ rotateRight(e, 25);
    const one = (h + sum1 + choice + (constants[at] as number) + (words[at] as number)) | 0;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const two = ((rotateRight(a, 2) ^ rotateRight(a, 13) ^ rotateRight(a, 22)) + majority) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state[0] = (state[0] as number) + a;
  state[1] = (state[1] as number) + b;
  state[2] = (state[2] as number) + c;
  state[3] = (state[3] as number) + d;
  state[4] = (state[4] as number) + e;
  state[5] = (state[5] as number) + f;
  state[6] = (state[6] as number) + g;
  state[7] = (state[7] as number) + h;
}

const rotateRight = (word: number, bits: number) => (word >>> bits) | (word << (32 - bits));

function findPrimes(count: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate += 1)
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  return found;
}
