export type {
  AccountId,
  AlbumId,
  EventId,
  JobId,
  PhotoId,
  SessionId,
  TokenId,
} from '@vitrine/contract/ids.ts';
