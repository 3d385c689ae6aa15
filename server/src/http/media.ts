import type { Context, MiddlewareHandler } from 'hono';
import type { Audience } from '../domain/access.ts';
import { isActive } from '../domain/account.ts';
import { avatarKey, renditionPrefix } from '../domain/blob-keys.ts';
import { notFound } from '../domain/errors.ts';
import type { AccountId, PhotoId } from '../domain/ids.ts';
import { hours, minutes } from '../domain/time.ts';
import { mediaBase, type SignedUrl, verifySignedUrl } from '../features/media/rendition-url.ts';
import type { Ports } from '../ports/index.ts';
import type { App, AppEnv } from './environment.ts';
import type { ByteCache, RenditionCache } from './media-cache.ts';
import { createPhotoCache } from './media-cache.ts';

/* Reads small files at once, so that slow readers hold no connection to the storage. */
const largestWhole = 4 * 1024 * 1024;
const nameForm = /^\d{1,5}\.(webp|jpeg)$/u;

type Needs = Pick<Ports, 'accounts' | 'photos' | 'events' | 'blobs' | 'secrets' | 'clock'>;

/* The minimum validity of a presigned URL, and how long clients may cache the redirect to it. */
const storeWindow = minutes(5);

/* Shared caches revalidate within the hour, so that a photo made private disappears from them. */
const forEverybody = `public, max-age=31536000, s-maxage=${hours(1) / 1000}, immutable`;

/**
 * Renditions at their addresses: public ones to all, others by a signature that holds. What is larger than `largest`
 * is read from the store by its own address.
 */
export function addMedia(app: App, ports: Needs, memory: RenditionCache, largest = Infinity): void {
  const { bytes, revisions } = memory;
  const photos = createPhotoCache(ports);

  /* The people whom a signed address was for, as long as they may see the photo. */
  const findAudience = async (photoId: PhotoId, revision: string, address: SignedUrl) => {
    const known = await photos.find(photoId);
    if (known?.photo.picture?.revision !== revision) return undefined;
    return verifySignedUrl(ports, address, known);
  };

  app.get(`${mediaBase}/avatars/:accountId/:name{[\\w-]{1,80}\\.webp}`, async (c) => {
    const { accountId, name } = c.req.param();
    if (!/^[\w-]{1,64}$/u.test(accountId)) throw notFound('picture');
    const account = await ports.accounts.find(accountId as AccountId);
    const key = `avatars/${accountId}/${name}`;
    if (!account || !isActive(account) || key !== avatarKey(account)) throw notFound('picture');
    return answerBytes(c, ports, { cache: bytes, largest, audience: 'others' }, key, {
      'Content-Type': 'image/webp',
      'Cache-Control': forEverybody,
      'Content-Security-Policy': "default-src 'none'; sandbox",
    });
  });

  app.get(`${mediaBase}/:photoId/:revision/:name`, async (c) => {
    const { photoId, revision, name } = c.req.param();
    const { for: wanted, expires, signature } = c.req.query();
    const isSigned = signature !== undefined;
    if (!nameForm.test(name) || !/^[\w-]{1,64}$/u.test(photoId) || !/^[\w-]{1,64}$/u.test(revision))
      throw notFound('picture');
    const address = { path: c.req.path, audience: wanted, expires, signature };
    const audience = isSigned
      ? await findAudience(photoId as PhotoId, revision, address)
      : (await revisions.check(photoId as PhotoId, revision)) && 'others';
    if (!audience) throw notFound('picture');
    const key = `${renditionPrefix(photoId as PhotoId)}${revision}/${name}`;
    const headers = {
      'Content-Type': name.endsWith('.webp') ? 'image/webp' : 'image/jpeg',
      'Cache-Control': isSigned ? 'private, max-age=21600, immutable' : forEverybody,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      ETag: `"${revision}-${name}"`,
    };
    if (c.req.header('if-none-match') === headers.ETag) return c.body(null, 304, headers);
    if (!isSigned && c.req.method === 'GET')
      c.set('rendition', { photoId: photoId as PhotoId, revision, key });
    // Photos may be deleted while their signed URLs are valid, so these are read from storage each time.
    return answerBytes(c, ports, { cache: isSigned ? undefined : bytes, largest, audience }, key, headers);
  });
}

/** Caches the complete response of a public rendition. Comes before all middleware that sets headers. */
export const rememberRenditions =
  (memory: RenditionCache): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    await next();
    const name = c.get('rendition');
    if (!name || c.res.status !== 200) return;
    const headers = [...c.res.headers].filter(([header]) => header !== 'x-request-id');
    memory.keep(c.req.path, name, headers);
  };

async function answerBytes(
  c: Context<AppEnv>,
  { blobs, clock }: Pick<Ports, 'blobs' | 'clock'>,
  { cache, largest, audience }: { cache: ByteCache | undefined; largest: number; audience: Audience },
  key: string,
  headers: Record<string, string> & { 'Content-Type': string },
): Promise<Response> {
  const cached = cache?.get(key);
  if (cached) return c.body(cached, 200, { ...headers, 'Content-Length': String(cached.byteLength) });
  // HEAD has no body, and an unread stream would stay open.
  const isRead = c.req.method !== 'HEAD';
  const [info, stream] = await Promise.all([blobs.head(key), isRead ? blobs.read(key) : undefined]);
  if (!info || (isRead && !stream)) {
    await stream?.cancel();
    throw notFound('picture');
  }
  if (info.bytes > largest) {
    await stream?.cancel();
    const address = await blobs.presignGet({
      key,
      expiresAt: (Math.floor(clock.now() / storeWindow) + 2) * storeWindow,
      contentType: headers['Content-Type'],
      downloadName: key.slice(key.lastIndexOf('/') + 1),
      audience,
    });
    return c.body(null, 302, {
      Location: address,
      'Cache-Control': `private, max-age=${storeWindow / 1000}`,
    });
  }
  const sized = { ...headers, 'Content-Length': String(info.bytes) };
  if (!stream) return c.body(null, 200, sized);
  if (info.bytes > largestWhole) return c.body(stream, 200, sized);
  const whole = new Uint8Array(await new Response(stream).arrayBuffer());
  cache?.set(key, whole);
  return c.body(whole, 200, sized);
}
