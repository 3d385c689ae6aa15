import { randomUUID } from 'node:crypto';

export type RequestIdentity = {
  requestId: string;
  /** Id of the request's trace, if a client or proxy named one. */
  traceId?: string;
};

/* Accepts the ids of common proxies, and nothing that a log could misread. */
const idForm = /^[\w.-]{8,128}$/u;
/* https://www.w3.org/TR/trace-context/#traceparent-header: ids of zeros alone are invalid. */
const traceForm = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}$/u;

/** Adopts well-formed ids of the request, or creates one. */
export function identifyRequest(header: (name: string) => string | undefined): RequestIdentity {
  const asked = header('x-request-id');
  const [, traceId] = traceForm.exec(header('traceparent') ?? '') ?? [];
  const requestId = asked !== undefined && idForm.test(asked) ? asked : (traceId ?? randomUUID());
  return { requestId, ...(traceId && { traceId }) };
}
