import { AppError } from '../domain/errors.ts';

/* Beside the file: names, texts and what separates them. */
const mostBesideFile = 256 * 1024;

/**
 * A `multipart/form-data` body whose file has at most `maxFileBytes`. No more than that is ever read into memory, whatever
 * length the request announces.
 */
export async function readForm(request: Request, maxFileBytes: number): Promise<FormData> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data\s*;/iu.test(type))
    throw new AppError(
      'unsupported-type',
      'This takes multipart/form-data with one file in the field `file`.',
    );
  const most = maxFileBytes + mostBesideFile;
  const tooLarge = () =>
    new AppError(
      'too-large',
      `One request takes a file of at most ${maxFileBytes / 1024 / 1024} MB. Announce larger ones with POST /uploads.`,
    );
  if (Number(request.headers.get('content-length') ?? 0) > most) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > most) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return await new Response(Buffer.concat(chunks), { headers: { 'content-type': type } }).formData();
  } catch (cause) {
    throw new AppError('invalid-request', 'The body is no multipart/form-data, or did not arrive whole.', {
      cause,
    });
  }
}
