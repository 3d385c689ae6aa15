import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../domain/errors.ts';
import { arrivingBytes, type Pace, tooLong, tooShort } from './arriving-bytes.ts';
import type { Draft } from './drafts.ts';
import { makeDirectory, removeFile } from './durable-files.ts';
import type { SignedPut } from './signed-addresses.ts';

export type Reception = {
  /** The path to which the body is written until it is whole. */
  path: string;
  pace: Pace;
  /** Throws if the address takes nothing, whatever is sent. */
  begin(): Promise<Draft>;
  /** Gives the finished draft its name. */
  publish(path: string): Promise<void>;
};

/** Takes the body if it is what was signed, and whole; otherwise nothing. */
export async function receiveFile(
  request: Request,
  signed: SignedPut,
  { path, pace, begin, publish }: Reception,
): Promise<Response> {
  checkHeaders(request.headers, signed);
  const draft = await begin().catch(async (refusal) => {
    // A sender that is cut off before it has sent everything reads no answer.
    for await (const _ of arrivingBytes(request, signed, pace, undefined));
    throw refusal;
  });
  try {
    await write(path, checked(arrivingBytes(request, signed, pace, draft.signal), signed));
    await publish(path);
  } catch (error) {
    await removeFile(path);
    throw error;
  } finally {
    draft.end();
  }
  return new Response(null, { status: 200 });
}

async function write(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  await makeDirectory(dirname(path));
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(chunks);
    await file.sync();
  } finally {
    await file.close();
  }
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

async function* checked(chunks: AsyncIterable<Uint8Array>, { sha256 }: SignedPut) {
  const hash = sha256 === undefined ? undefined : createHash('sha256');
  for await (const chunk of chunks) {
    hash?.update(chunk);
    yield chunk;
  }
  if (hash && hash.digest('hex') !== sha256)
    throw new AppError('invalid-request', 'The file arrived damaged: its checksum is not the announced one.');
}
