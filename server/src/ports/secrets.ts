/** Everything random, hashed or signed. One secret stands behind it; a purpose keeps its uses apart. */
export interface Secrets {
  /** Time-ordered and unguessable enough to be unique: UUID version 7, RFC 9562 §5.7. */
  createId<Id extends string>(): Id;
  /** The same for the same text: UUID version 8, RFC 9562 §5.8. Nobody without the secret can tell it beforehand. */
  deriveId<Id extends string>(purpose: string, text: string): Id;
  /** 256 random bits, base64url. */
  createToken(): string;
  /** Six digits, for people to type. */
  createTypedCode(): string;
  /** 128 random bits in hexadecimal, for links. */
  createLinkCode(): string;
  /** SHA-256 in hexadecimal, for what is random enough by itself. */
  digest(token: string): string;
  /** HMAC-SHA-256, base64url. */
  sign(purpose: string, text: string): string;
  /** In constant time. */
  verify(purpose: string, text: string, signature: string): boolean;
  /** Authenticated encryption, for what must rest unreadable for a while. */
  encrypt(purpose: string, text: string): string;
  /** Absent where it was not sealed with this secret for this purpose. */
  decrypt(purpose: string, sealed: string): string | undefined;
}
