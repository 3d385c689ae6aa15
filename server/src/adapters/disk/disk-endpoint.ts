import { join, resolve } from 'node:path';
import { AppError } from '../../domain/errors.ts';
import { seconds } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { publishOnce, publishOver } from './durable-files.ts';
import { translateErrors } from './native-errors.ts';
import { beginningPath, objectPath, partPath, partsDirectory, unfinishedDirectory } from './object-paths.ts';
import { receiveFile } from './receive-file.ts';
import { removeObject } from './remove-object.ts';
import { sendObject } from './send-object.ts';
import { type SignedPut, verifyGet, verifyPut } from './signed-addresses.ts';
import { statFile } from './stat-file.ts';

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
    const place =
      signed.part === undefined ? placeOfObject(root, signed) : placeOfPart(root, signed, signed.part);
    return receiveFile(request, signed, { draft, stallTimeout, ...place });
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

/* The first one to arrive stays. */
function placeOfObject(root: string, { key }: SignedPut) {
  const path = objectPath(root, key);
  const arrivedAlready = () => new AppError('precondition-failed', 'This file has arrived already.');
  return {
    async refuse() {
      if (await statFile(path)) throw arrivedAlready();
    },
    async publish(draft: string) {
      if (!(await publishOnce(draft, path))) throw arrivedAlready();
    },
  };
}

/* The same bytes may arrive again: a sender that got no answer sends them again. */
function placeOfPart(root: string, { key }: SignedPut, number: number) {
  const path = partPath(root, key, number);
  const refuse = async () => {
    if (!(await statFile(beginningPath(root, key))))
      throw new AppError('not-found', 'This file is complete or was given up: no part of it is taken.');
  };
  return {
    refuse,
    async publish(draft: string) {
      await publishOver(draft, path);
      try {
        await refuse();
      } catch (error) {
        // It was on its way just then, and whoever removed the others did not see it.
        await removeObject(partsDirectory(root), path);
        throw error;
      }
    },
  };
}
