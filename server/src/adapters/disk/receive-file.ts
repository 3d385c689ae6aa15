import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../domain/errors.ts';
import { makeDirectory, removeFile } from './durable-files.ts';
import type { SignedPut } from './signed-addresses.ts';

export type Reception = {
  /** Where the body is written until it is whole. */
  draft: string;
  stallTimeout: number;
  /** Throws where nothing is to be taken, whatever it is. */
  refuse(): Promise<void>;
  /** Gives the finished draft its place. */
  publish(draft: string): Promise<void>;
};

/** Takes the body if it is what was signed, and whole; otherwise nothing. */
export async function receiveFile(
  request: Request,
  signed: SignedPut,
  { draft, stallTimeout, refuse, publish }: Reception,
): Promise<Response> {
  checkHeaders(request.headers, signed);
  try {
    await refuse();
  } catch (refusal) {
    // A sender that is cut off before it has sent everything reads no answer.
    for await (const _ of arriving(request, signed, stallTimeout));
    throw refusal;
  }
  await makeDirectory(dirname(draft));
  const file = await open(draft, 'wx', 0o600);
  try {
    try {
      await file.writeFile(checked(arriving(request, signed, stallTimeout), signed));
      await file.sync();
    } finally {
      await file.close();
    }
    await publish(draft);
  } catch (error) {
    await removeFile(draft);
    throw error;
  }
  return new Response(null, { status: 200 });
}

function checkHeaders(headers: Headers, signed: SignedPut): void {
  const length = headers.get('content-length');
  if (length === null)
    throw new AppError('invalid-request', 'The request must say how long the file is (Content-Length).');
  if (Number(length) > signed.bytes) throw tooLong(signed);
  if (Number(length) !== signed.bytes) throw tooShort(signed);
  if (headers.get('content-type')?.toLowerCase() !== signed.contentType.toLowerCase())
    throw new AppError('forbidden', `This address takes ${signed.contentType} only (Content-Type).`);
}

const tooLong = ({ bytes }: SignedPut) =>
  new AppError('too-large', `This address takes ${bytes} bytes and no more.`);
const tooShort = ({ bytes }: SignedPut) =>
  new AppError('invalid-request', `The file did not arrive whole: ${bytes} bytes were announced.`);

async function* checked(chunks: AsyncIterable<Uint8Array>, { sha256 }: SignedPut) {
  const hash = sha256 === undefined ? undefined : createHash('sha256');
  for await (const chunk of chunks) {
    hash?.update(chunk);
    yield chunk;
  }
  if (hash && hash.digest('hex') !== sha256)
    throw new AppError('invalid-request', 'The file arrived damaged: its checksum is not the announced one.');
}

/* Exactly the signed length, or an error. A sender that says nothing for too long is taken for gone. */
async function* arriving({ body }: Request, signed: SignedPut, stallTimeout: number) {
  let bytes = 0;
  const reader = body?.getReader();
  // Ends a read that is under way, as if the body ended here.
  const stalled = setTimeout(() => reader?.cancel().catch(() => undefined), stallTimeout);
  try {
    for (;;) {
      const { value } = (await reader?.read().catch(() => undefined)) ?? {};
      if (!value) break;
      bytes += value.byteLength;
      if (bytes > signed.bytes) throw tooLong(signed);
      stalled.refresh();
      yield value;
    }
    if (bytes < signed.bytes) throw tooShort(signed);
  } finally {
    clearTimeout(stalled);
    reader?.releaseLock();
  }
}
