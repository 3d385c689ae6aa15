import { join, resolve } from 'node:path';
import { AppError } from '../../domain/errors.ts';
import { seconds } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { translateErrors } from './native-errors.ts';
import { objectPath, unfinishedDirectory } from './object-paths.ts';
import { receiveObject } from './receive-object.ts';
import { sendObject } from './send-object.ts';
import { verifyGet, verifyPut } from './signed-addresses.ts';

export type DiskEndpointOptions = {
  directory: string;
  secrets: Secrets;
  clock: Clock;
  /** After how many milliseconds without a byte a sender is taken for gone. */
  stallTimeout?: number;
};

/** What answers at the pre-signed addresses of the disk store. Refuses by throwing an `AppError`. */
export function createDiskEndpoint(options: DiskEndpointOptions): (request: Request) => Promise<Response> {
  const root = resolve(options.directory);
  const stallTimeout = options.stallTimeout ?? seconds(60);

  const receive = (request: Request) => {
    const signed = verifyPut(options, new URL(request.url));
    const draft = join(unfinishedDirectory(root), options.secrets.createId());
    return receiveObject(request, signed, { path: objectPath(root, signed.key), draft, stallTimeout });
  };
  const send = (request: Request) => {
    const signed = verifyGet(options, new URL(request.url));
    return sendObject(request, signed, objectPath(root, signed.key));
  };

  return (request) =>
    translateErrors(async () => {
      if (request.method === 'PUT') return await receive(request);
      if (request.method === 'GET' || request.method === 'HEAD') return await send(request);
      throw new AppError('method-not-allowed', 'Files are sent here by PUT and read by GET.');
    });
}
