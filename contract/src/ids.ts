import { z } from '@hono/zod-openapi';

/* Brands tell ids apart for the compiler. At run time an id is a string that is opaque to clients. */
const idField = <const Name extends string>() => z.string().min(1).max(64).brand<Name>();

export const photoIdField = idField<'photo'>();
export const albumIdField = idField<'album'>();
export const sessionIdField = idField<'session'>();
export const tokenIdField = idField<'token'>();

type Id<Name extends string> = string & z.core.$brand<Name>;

export type AccountId = Id<'account'>;
export type PhotoId = z.output<typeof photoIdField>;
export type AlbumId = z.output<typeof albumIdField>;
export type SessionId = z.output<typeof sessionIdField>;
export type TokenId = z.output<typeof tokenIdField>;
export type EventId = Id<'event'>;
export type JobId = Id<'job'>;
