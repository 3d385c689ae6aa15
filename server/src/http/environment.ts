import { randomUUID } from 'node:crypto';
import type { TokenScope } from '@vitrine/contract/route.ts';
import type { Context, Hono } from 'hono';
import type { Account } from '../domain/account.ts';
import { AppError } from '../domain/errors.ts';
import type { SessionId } from '../domain/ids.ts';
import type { Limit } from '../features/shared/rate-limit.ts';
import type { AttemptOutcome } from '../ports/attempts.ts';
import type { Log } from '../ports/log.ts';
import type { RenditionName } from './media-cache.ts';

type RequestIdentity = {
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

/** A rate limit that a request was counted by, with the outcome. */
export type CountedLimit = Limit & { name: 'network' | 'site' | 'login' | 'member'; outcome: AttemptOutcome };

/** The caller's proof of identity. */
export type Proof =
  | { kind: 'session'; sessionId: SessionId }
  | { kind: 'token'; scopes: readonly TokenScope[] };

export type AppEnv = {
  Bindings: {
    /** The request for the page, if the server sends this request to render it. */
    within?: RequestIdentity;
  };
  Variables: {
    requestId: string;
    /** The route pattern for logs and metrics, if the app's routes do not contain it. */
    route?: string;
    log: Log;
    account?: Account;
    proof?: Proof;
    /** The scope that the caller's token does not have and the route needs. */
    missingScope?: TokenScope;
    /** The rate limits that counted the request. */
    limits?: CountedLimit[];
    /** Authenticates the caller again, for long-lived responses. Resolves to `undefined` once access has ended. */
    authenticateAgain?: () => Promise<Account | undefined>;
    /** The attempts at this account are used up, so log-in fails like with a wrong password. */
    isThrottled?: boolean;
    /** Set if the response is a rendition that everybody may read. */
    rendition?: RenditionName;
  };
};

export type App = Hono<AppEnv>;

/** Returns the caller of a route that requires a member. `guarded` has already checked the access. */
export function caller(c: Context<AppEnv>): Account {
  const account = c.get('account');
  if (!account) throw new AppError('unauthenticated', 'Log in to continue.');
  return account;
}

/** Returns the session of a route that accepts sessions only. */
export function callerSession(c: Context<AppEnv>): SessionId {
  const proof = c.get('proof');
  if (proof?.kind !== 'session') throw new AppError('forbidden', 'This requires a browser session.');
  return proof.sessionId;
}
