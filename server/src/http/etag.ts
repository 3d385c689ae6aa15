import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type { Account } from '../domain/account.ts';
import type { Album } from '../domain/album.ts';
import { AppError } from '../domain/errors.ts';
import type { Photo } from '../domain/photo.ts';
import type { Ports } from '../ports/index.ts';
import type { AppEnv } from './environment.ts';

const hash = (value: unknown) =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16);

/* Sorted, because stores return fields in any order. */
const sorted = (value: object) => Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));

/* A like by someone else is not an edit. */
const photoState = ({ likeCount: _, ...photo }: Photo) => hash(sorted(photo));
const albumState = (album: Album) => hash(sorted(album));
const accountState = ({ username, displayName, bio, avatarPhotoId, email, cancelledAt }: Account) =>
  hash([username, displayName, bio, avatarPhotoId, email, cancelledAt]);

/** Names what its owner can change, by itself in front of the dot, and the whole answer behind it. */
const writeTag = (state: string, body: unknown) => `"${state}.${hash(body)}"`;
/* A compressing proxy marks tags as weak. */
const readTags = (header: string) => header.split(',').map((tag) => tag.trim().replace(/^W\//u, ''));

function setTag(c: Context<AppEnv>, state: string, body: unknown): void {
  c.header('ETag', writeTag(state, body));
}
export const setPhotoEtag = (c: Context<AppEnv>, photo: Photo, body: unknown) =>
  setTag(c, photoState(photo), body);
export const setAlbumEtag = (c: Context<AppEnv>, album: Album, body: unknown) =>
  setTag(c, albumState(album), body);
export const setAccountEtag = (c: Context<AppEnv>, account: Account, body: unknown) =>
  setTag(c, accountState(account), body);

/** Responds with 304 if the client already has this state. */
export async function respondNotModified(c: Context<AppEnv>, next: () => Promise<void>): Promise<void> {
  await next();
  const tag = c.res.headers.get('etag');
  const known = c.req.header('if-none-match');
  if (c.res.status !== 200 || !tag || known === undefined) return;
  if (!readTags(known).some((one) => one === '*' || one === tag.replace(/^W\//u, ''))) return;
  const { headers } = c.res;
  c.res = undefined;
  for (const name of ['content-type', 'content-length', 'content-encoding']) headers.delete(name);
  c.res = new Response(null, { status: 304, headers });
}

/** Throws if `If-Match` names another state. */
function checkState(c: Context<AppEnv>, state: string): void {
  const expected = c.req.header('if-match');
  if (expected === undefined) return;
  const isExpected = readTags(expected).some((tag) => tag === '*' || tag.startsWith(`"${state}.`));
  if (!isExpected)
    throw new AppError(
      'precondition-failed',
      'This was changed in the meantime. Reload it, then make your change again.',
    );
}

/**
 * Returns ports that apply a change only if `If-Match` holds: changes by function check within the write, removals and
 * orders right before it.
 */
export function withIfMatch(c: Context<AppEnv>, ports: Ports): Ports {
  if (c.req.header('if-match') === undefined) return ports;
  const { photos, albums, accounts } = ports;
  const checkAlbum = async (id: Album['id']) => {
    const album = await albums.find(id);
    if (album) checkState(c, albumState(album));
  };
  return {
    ...ports,
    photos: {
      ...photos,
      change: (id, change) =>
        photos.change(id, (photo) => {
          // Applies the change first, so that only the owner learns about the state.
          const changed = change(photo);
          checkState(c, photoState(photo));
          return changed;
        }),
      remove: (id, mayGo) =>
        photos.remove(id, (photo) => {
          const isGoing = mayGo(photo);
          if (isGoing) checkState(c, photoState(photo));
          return isGoing;
        }),
    },
    albums: {
      ...albums,
      change: (id, change) =>
        albums.change(id, (album) => {
          const changed = change(album);
          checkState(c, albumState(album));
          return changed;
        }),
      async remove(id) {
        await checkAlbum(id);
        return albums.remove(id);
      },
      async orderPhotos(request) {
        await checkAlbum(request.albumId);
        return albums.orderPhotos(request);
      },
    },
    accounts: {
      ...accounts,
      change: (id, change) =>
        accounts.change(id, (account) => {
          const changed = change(account);
          checkState(c, accountState(account));
          return changed;
        }),
    },
  };
}
