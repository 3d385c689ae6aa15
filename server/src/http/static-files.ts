import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { App } from './environment.ts';

/** By path from the root, such as `/assets/app-1f2e.js`. */
export type StaticFiles = ReadonlyMap<string, { bytes: Uint8Array<ArrayBuffer>; contentType: string }>;

type Encoding = 'br' | 'gzip' | 'identity';

const compressBrotli = async (bytes: Uint8Array, quality: number) =>
  new Uint8Array(
    await promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
  );
const compressGzip = async (bytes: Uint8Array) => new Uint8Array(await promisify(gzip)(bytes, { level: 9 }));

/* The best quality takes fifty times as long as this one, for 8 % fewer bytes: the first visitor does not wait for it. */
const quickQuality = 9;
const compressible = /^(text\/|application\/(json|manifest\+json)|image\/svg)/u;

/** The web app's own files: few and small, compressed when first asked for and kept. */
export function addStaticFiles(app: App, files: StaticFiles): void {
  const encoded = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

  const encode = (path: string, bytes: Uint8Array<ArrayBuffer>, encoding: Encoding) => {
    if (encoding === 'identity') return Promise.resolve(bytes);
    const key = `${encoding}:${path}`;
    const known = encoded.get(key);
    if (known) return known;
    const quick = encoding === 'br' ? compressBrotli(bytes, quickQuality) : compressGzip(bytes);
    encoded.set(key, quick);
    if (encoding === 'br')
      void quick
        .then(() => compressBrotli(bytes, constants.BROTLI_MAX_QUALITY))
        .then((best) => encoded.set(key, Promise.resolve(best)));
    return quick;
  };

  for (const [path, { bytes, contentType }] of files) {
    const isHashed = path.startsWith('/assets/');
    app.get(path, async (c) => {
      const encoding = compressible.test(contentType)
        ? chooseEncoding(c.req.header('accept-encoding'))
        : 'identity';
      return c.body(await encode(path, bytes, encoding), 200, {
        'Content-Type': contentType,
        'Cache-Control': isHashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
        Vary: 'Accept-Encoding',
        ...(encoding !== 'identity' && { 'Content-Encoding': encoding }),
      });
    });
  }
}

function chooseEncoding(accepted = ''): Encoding {
  if (/\bbr\b/u.test(accepted)) return 'br';
  return /\bgzip\b/u.test(accepted) ? 'gzip' : 'identity';
}
