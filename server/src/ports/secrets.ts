/** Random values, hashes, signatures and encryption. Keys derive from one secret and the purpose. */
export interface Secrets {
  /** Time-ordered and unguessable enough to be unique: UUID version 7, RFC 9562 §5.7. */
  createId<Id extends string>(): Id;
  /** Deterministic and unguessable without the secret: UUID version 8, RFC 9562 §5.8. */
  deriveId<Id extends string>(purpose: string, text: string): Id;
  /** 256 random bits, base64url. */
  createToken(): string;
  /** Six digits, for people to type. */
  createTypedCode(): string;
  /** 128 random bits in hexadecimal, for links. */
  createLinkCode(): string;
  /** SHA-256 in hexadecimal, for values that are random themselves. */
  digest(token: string): string;
  /** HMAC-SHA-256, base64url. */
  sign(purpose: string, text: string): string;
  /** Compares in constant time. */
  verify(purpose: string, text: string, signature: string): boolean;
  /** Authenticated encryption. */
  encrypt(purpose: string, text: string): string;
  /** Returns `undefined` for a text of another secret or purpose. */
  decrypt(purpose: string, sealed: string): string | undefined;
}
