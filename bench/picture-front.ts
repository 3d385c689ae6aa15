import { once } from 'node:events';
import { createServer, request } from 'node:http';
import sharp from 'sharp';
import { findLargePhotos } from './large-photos.ts';

/** Stands before a server whose photos have no bytes: answers for their renditions, and passes everything else on. */
export async function startPictureFront(port: number, serverPort: number): Promise<AsyncDisposable> {
  const pictures = new Map<string, Buffer>();
  const [photo] = await findLargePhotos();
  for (const width of [320, 640, 1280, 2048]) {
    const drawn = sharp(photo).resize(width, (width * 3) / 4, { fit: 'cover' });
    pictures.set(String(width), await drawn.webp({ quality: 80, effort: 2 }).toBuffer());
  }
  const server = createServer((asked, answer) => {
    const picture = pictures.get(/^\/media\/.*\/(\d+)\.\w+$/u.exec(asked.url ?? '')?.[1] ?? '');
    if (picture) {
      answer.writeHead(200, { 'Content-Type': 'image/webp', 'Content-Length': picture.byteLength });
      answer.end(picture);
      return;
    }
    const { method, url, headers } = asked;
    const passed = request({ port: serverPort, host: '127.0.0.1', method, path: url, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    passed.once('error', () => answer.destroy());
    asked.pipe(passed);
  });
  server.listen(port, 'localhost');
  await once(server, 'listening');
  return {
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
