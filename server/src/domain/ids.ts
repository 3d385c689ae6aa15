declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

export type AccountId = Id<'account'>;
export type PhotoId = Id<'photo'>;
export type AlbumId = Id<'album'>;
export type SessionId = Id<'session'>;
export type TokenId = Id<'token'>;
export type EventId = Id<'event'>;
export type JobId = Id<'job'>;
