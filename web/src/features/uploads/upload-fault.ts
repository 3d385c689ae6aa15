/** Why a file was not taken: one of our own reasons, or the server's words. */
export type UploadReason =
  | 'type'
  | 'empty'
  | 'too-large'
  | 'unreadable'
  | 'offline'
  | 'logged-out'
  | 'gone'
  /** A proxy or firewall in front of Vitrine takes no file of this size, is busy or down, or refuses it. */
  | 'front-too-large'
  | 'front-busy'
  | 'front-refused'
  | 'unknown'
  | { detail: string };

/**
 * What is to be done about a failure: `retry` the same step later, `renew` the announcement, `stop` until someone asks
 * again, or `refuse` the file for good.
 */
export type FaultKind = 'retry' | 'renew' | 'stop' | 'refuse';

export class UploadFault extends Error {
  readonly kind: FaultKind;
  readonly reason: UploadReason;
  /** Milliseconds that the server asked to wait. */
  readonly retryAfter: number | undefined;

  constructor(kind: FaultKind, reason: UploadReason, retryAfter?: number) {
    super(typeof reason === 'string' ? reason : reason.detail);
    this.name = 'UploadFault';
    this.kind = kind;
    this.reason = reason;
    this.retryAfter = retryAfter;
  }
}

/** What an answer of the API or of the store means for an upload. */
export function faultOf(status: number, detail: string, retryAfter: string | null): UploadFault {
  const reason: UploadReason = detail ? { detail } : 'unknown';
  if (status === 0) return new UploadFault('retry', 'offline');
  if (status === 429 || status === 408 || status >= 500)
    return new UploadFault('retry', reason, millisecondsOf(retryAfter));
  if (status === 401) return new UploadFault('stop', 'logged-out');
  // No room, or not now: once something is deleted it may do.
  if (status === 422 || status === 403 || status === 409) return new UploadFault('stop', reason);
  if (status === 404) return new UploadFault('stop', 'gone');
  return new UploadFault('refuse', reason);
}

export function millisecondsOf(retryAfter: string | null): number | undefined {
  const seconds = Number(retryAfter);
  return retryAfter && Number.isFinite(seconds) ? seconds * 1000 : undefined;
}
