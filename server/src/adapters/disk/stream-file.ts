import type { FileHandle } from 'node:fs/promises';
import type { ByteRange } from '../../ports/blobs.ts';
import { asAppError } from './native-errors.ts';

const chunkBytes = 256 * 1024;

/** The bytes of the range, read as they are asked for. The file is closed at the end, or when the reader goes away. */
export function streamFile(file: FileHandle, range: ByteRange): ReadableStream<Uint8Array<ArrayBuffer>> {
  let position = range.start;
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const length = Math.min(chunkBytes, range.end + 1 - position);
          const { bytesRead, buffer } = await file.read(new Uint8Array(length), 0, length, position);
          if (bytesRead === 0 && length > 0) throw new Error('the file is shorter than it was');
          position += bytesRead;
          if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead));
          if (position <= range.end) return;
          await file.close();
          controller.close();
        } catch (error) {
          await file.close().catch(() => undefined);
          controller.error(asAppError(error));
        }
      },
      cancel: () => file.close(),
    },
    { highWaterMark: 0 },
  );
}
