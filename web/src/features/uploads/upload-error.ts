/** The reason shown for a failed upload: one of our own, or the server's text. */
export type UploadReason =
  | 'type'
  | 'empty'
  | 'too-large'
  | 'unreadable'
  | 'offline'
  | 'logged-out'
  | 'gone'
  /** A proxy or firewall rejects files of this size, is unavailable, or refuses the file. */
  | 'front-too-large'
  | 'front-busy'
  | 'front-refused'
  | 'unknown'
  | { detail: string };

/**
 * The reaction to a failure: `retry` the step later, `renew` the upload URLs, `stop` until the user retries,
 * or `refuse` the file for good.
 */
export type UploadErrorKind = 'retry' | 'renew' | 'stop' | 'refuse';

export class UploadError extends Error {
  readonly kind: UploadErrorKind;
  readonly reason: UploadReason;
  /** Delay in milliseconds that the server asked for. */
  readonly retryAfter: number | undefined;

  constructor(kind: UploadErrorKind, reason: UploadReason, retryAfter?: number) {
    super(typeof reason === 'string' ? reason : reason.detail);
    this.name = 'UploadError';
    this.kind = kind;
    this.reason = reason;
    this.retryAfter = retryAfter;
  }
}

/** Creates the error for a response of the API or the store. */
export function errorFromStatus(status: number, detail: string, retryAfter: string | null): UploadError {
  const reason: UploadReason = detail ? { detail } : 'unknown';
  if (status === 0) return new UploadError('retry', 'offline');
  if (status === 429 || status === 408 || status >= 500)
    return new UploadError('retry', reason, parseRetryAfter(retryAfter));
  if (status === 401) return new UploadError('stop', 'logged-out');
  // The quota is exceeded or the state conflicts: a retry may succeed after the user acts.
  if (status === 422 || status === 403 || status === 409) return new UploadError('stop', reason);
  if (status === 404) return new UploadError('stop', 'gone');
  return new UploadError('refuse', reason);
}

export function parseRetryAfter(retryAfter: string | null): number | undefined {
  const seconds = Number(retryAfter);
  return retryAfter && Number.isFinite(seconds) ? seconds * 1000 : undefined;
}

/**
 * Reports whether a proxy, firewall or captive portal answered instead of Vitrine or the object store.
 * Vitrine sends problem documents, S3 sends XML with a code.
 */
export function isProxyResponse(status: number, text: string): boolean {
  if (status === 0 || /<Code>\w+<\/Code>/u.test(text)) return false;
  try {
    const body: unknown = JSON.parse(text);
    return !(typeof body === 'object' && body !== null && 'detail' in body);
  } catch {
    // An empty response is ambiguous, except 413: Vitrine never sends that without a body.
    return text.trim() !== '' || status === 413;
  }
}

/** Returns the reason to show for a response from a proxy. */
function proxyReason(status: number): UploadReason {
  if (status === 413) return 'front-too-large';
  return status >= 500 || status === 429 || status === 408 ? 'front-busy' : 'front-refused';
}

/** Creates the error for a proxy's response. The file itself may be fine, so the upload can be retried. */
export function errorFromProxy(status: number, retryAfter: number | undefined): UploadError {
  const reason = proxyReason(status);
  return new UploadError(reason === 'front-busy' ? 'retry' : 'stop', reason, retryAfter);
}

/** Creates the error for a part that the store refused. S3 answers 400 also to temporary failures. */
export function errorFromStore(status: number, text: string, retryAfter: string | null): UploadError {
  const code = /<Code>(\w+)<\/Code>/u.exec(text)?.[1];
  const isFromProxy = isProxyResponse(status, text);
  // Shown if the failure repeats with a new URL.
  const reason: UploadReason = isFromProxy ? proxyReason(status) : 'unknown';
  // The URL or its signing keys have expired, or the photo was cancelled.
  if (status === 403 || status === 404 || code === 'ExpiredToken') return new UploadError('renew', reason);
  // Another attempt is in progress, or this one was idle for too long.
  if (status === 409 || code === 'RequestTimeout') return new UploadError('retry', reason);
  if (isFromProxy) return errorFromProxy(status, parseRetryAfter(retryAfter));
  return errorFromStatus(status, parseProblemDetail(text), retryAfter);
}

/** Returns the detail of a problem document. Texts of object stores are not shown to people. */
function parseProblemDetail(text: string): string {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && 'detail' in body ? String(body.detail) : '';
  } catch {
    return '';
  }
}
