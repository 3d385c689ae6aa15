import { join, resolve } from 'node:path';
import { AppError, notFound } from '../../domain/errors.ts';
import { seconds } from '../../domain/time.ts';
import type { ByteGate } from '../../ports/byte-gate.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { removeParts } from './disk-parts.ts';
import { publishOnce, publishOver, removeObject, statFile } from './durable-files.ts';
import { translateErrors } from './native-errors.ts';
import {
  beginMarkerPath,
  objectPath,
  partPath,
  partsDirectory,
  unfinishedDirectory,
} from './object-paths.ts';
import { type SignedPut, verifyGet, verifyPut } from './presigned-urls.ts';
import { createUploadSlots, type MinRate, receiveFile } from './receive-file.ts';
import { sendObject } from './send-object.ts';

export type DiskEndpointOptions = {
  directory: string;
  secrets: Secrets;
  clock: Clock;
  minRate?: MinRate;
};

/* One kilobyte a second, slower than any mobile network. */
const defaultMinRate: MinRate = { window: seconds(60), minBytes: 60 * 1024 };
/* More than the web app and the command line together send at once. */
const maxUploadsPerAccount = 24;

/** Serves the presigned URLs of the disk store. Throws an `AppError` to assertAccepting. */
export function createDiskEndpoint(
  options: DiskEndpointOptions,
): (request: Request, gate: ByteGate) => Promise<Response> {
  const root = resolve(options.directory);
  const { minRate = defaultMinRate } = options;
  const slots = createUploadSlots(maxUploadsPerAccount);

  const receive = (request: Request, gate: ByteGate) => {
    const signed = verifyPut(options, new URL(request.url));
    const { key, part } = signed;
    const target = part === undefined ? objectTarget(root, signed) : partTarget(root, signed, part);
    return receiveFile(request, signed, {
      path: join(unfinishedDirectory(root), options.secrets.createId()),
      minRate,
      async begin() {
        const slot = await slots.begin(`${key} ${part}`, await admit(gate, signed));
        try {
          await target.assertAccepting();
        } catch (error) {
          slot.end();
          throw error;
        }
        return slot;
      },
      async publish(path) {
        await admit(gate, signed);
        await target.publish(path);
        // The upload may have ended after `admit`, before its bytes existed and could be removed.
        const { outcome } = await gate.admitUpload(signed);
        if (outcome !== 'ended') return;
        await target.remove();
        throw uploadEnded();
      },
    });
  };
  const send = async (request: Request, gate: ByteGate) => {
    const signed = verifyGet(options, new URL(request.url));
    if (!(await gate.canRead(signed))) throw notFound('file');
    return sendObject(request, signed, objectPath(root, signed.key));
  };

  return (request, gate) =>
    translateErrors(async () => {
      if (request.method === 'PUT') return await receive(request, gate);
      if (request.method === 'GET' || request.method === 'HEAD') return await send(request, gate);
      throw new AppError('method-not-allowed', 'Only PUT, GET and HEAD are allowed here.');
    });
}

async function admit(gate: ByteGate, signed: SignedPut) {
  const admission = await gate.admitUpload(signed);
  if (admission.outcome === 'ended') throw uploadEnded();
  if (admission.outcome === 'arrived') throw fileArrived();
  return admission.accountId;
}

const uploadEnded = () => new AppError('not-found', 'This upload has ended and accepts no more bytes.');
const fileArrived = () => new AppError('precondition-failed', 'This file has already arrived.');

/* The first complete file stays. */
function objectTarget(root: string, { key }: SignedPut) {
  const path = objectPath(root, key);
  return {
    async assertAccepting() {
      if (await statFile(path)) throw fileArrived();
    },
    async publish(draft: string) {
      if (!(await publishOnce(draft, path))) throw fileArrived();
      // The file arrived in one piece, so its parts are no longer needed.
      await removeParts(root, key);
    },
    remove: () => removeObject(root, path),
  };
}

/* A part may arrive twice: a sender without a response sends it again. */
function partTarget(root: string, { key }: SignedPut, number: number) {
  const path = partPath(root, key, number);
  const remove = () => removeObject(partsDirectory(root), path);
  const assertAccepting = async () => {
    if (!(await statFile(beginMarkerPath(root, key)))) throw uploadEnded();
  };
  return {
    assertAccepting,
    remove,
    async publish(draft: string) {
      await publishOver(draft, path);
      try {
        await assertAccepting();
      } catch (error) {
        // The upload ended while this part was written, so removing the other parts missed it.
        await remove();
        throw error;
      }
    },
  };
}
