import { createHash } from 'node:crypto';
import { maxSmallUploadBytes } from '@vitrine/contract/limits.ts';
import * as contract from '@vitrine/contract/uploads.ts';
import type { Context } from 'hono';
import { AppError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import { uploadWhole } from '../../features/uploads/complete.ts';
import type { Api, ApiOptions } from '../api-options.ts';
import { guarded } from '../authenticate.ts';
import { type AppEnv, caller } from '../environment.ts';
import { presentOnePhoto } from '../presenters/photos.ts';
import { validationError } from '../problems.ts';

/* Each upload holds a file of 10 MB in memory. */
const mostAtOnce = 6;
const mostPerAccount = 2;

type UploadSlots = { take(accountId: AccountId): Disposable };

/** Limits how many small files are in memory at once, per account and in total. */
function createUploadSlots(): UploadSlots {
  const taken: AccountId[] = [];
  return {
    take(accountId) {
      const own = taken.filter((id) => id === accountId).length;
      if (own >= mostPerAccount || taken.length >= mostAtOnce)
        throw new AppError('too-many-requests', 'Too many uploads at once. Try again in a few seconds.', {
          retryAfter: 2,
        });
      taken.push(accountId);
      return { [Symbol.dispose]: () => void taken.splice(taken.indexOf(accountId), 1) };
    },
  };
}

/* Allows for names, texts and separators beside the file. */
const mostBesideFile = 256 * 1024;

/**
 * Reads a `multipart/form-data` body whose file has at most `maxFileBytes`. Reads no more than that into memory,
 * whatever length the request announces.
 */
async function readForm(request: Request, maxFileBytes: number): Promise<FormData> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data\s*;/iu.test(type))
    throw new AppError(
      'unsupported-type',
      'This requires multipart/form-data with one file in the field `file`.',
    );
  const most = maxFileBytes + mostBesideFile;
  const tooLarge = () =>
    new AppError(
      'too-large',
      `A file can have at most ${maxFileBytes / 1024 / 1024} MB here. Upload larger files with POST /uploads.`,
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
    throw new AppError('invalid-request', 'The body is not valid multipart/form-data, or is incomplete.', {
      cause,
    });
  }
}

/** Takes the body itself: it is read only after the caller is known, and never beyond the limit. */
export function addSmallUploadRoute(api: Api, { ports, quotaBytes }: ApiOptions): void {
  const slots = createUploadSlots();
  const { request, ...route } = contract.createPhoto;
  api.openapi(guarded({ ...route, request: { headers: request.headers } }), async (c) => {
    using _slot = slots.take(caller(c).id);
    const { file, fields } = parseForm(await readForm(c.req.raw, maxSmallUploadBytes));
    const { albumId, ...announced } = fields;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const owner = await callerAfterBody(c);
    const upload = {
      ...announced,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      albumId,
      idempotencyKey: c.req.valid('header')['idempotency-key'],
    };
    const { photo, isDuplicate } = await uploadWhole(ports, owner, upload, { bytes, quotaBytes });
    const answer = await presentOnePhoto(ports, owner, photo);
    if (isDuplicate) return c.json({ photo: answer, duplicate: true as const }, 200);
    c.header('Location', `/api/v1/photos/${photo.id}`);
    return c.json({ photo: answer }, 201);
  });
}

/* The account may have lost its access while the body was on its way. */
async function callerAfterBody(c: Context<AppEnv>) {
  const account = await c.get('authenticateAgain')?.();
  if (!account) throw new AppError('unauthenticated', 'Log in to continue.');
  return account;
}

function parseForm(form: FormData) {
  const [file, ...more] = form.getAll('file');
  if (!(file instanceof File) || more.length > 0)
    throw new AppError('invalid-request', 'file: Send one file in the field `file`.', {
      errors: [{ path: 'file', message: 'Send one file in the field `file`.' }],
    });
  return { file, fields: parseFields(form, file) };
}

function parseFields(form: FormData, file: File) {
  const tags = form.getAll('tags').flatMap((text) => String(text).split(','));
  const given = Object.fromEntries(
    [...form.keys()]
      .filter((name) => name !== 'file' && name !== 'tags')
      .map((name) => [name, form.get(name)]),
  );
  const result = contract.formFields.safeParse({
    ...given,
    ...(tags.length > 0 && { tags: tags.filter((tag) => tag.trim() !== '') }),
    fileName: file.name,
    contentType: typeOf(file),
    bytes: file.size,
  });
  if (!result.success) throw validationError(result.error);
  return result.data;
}

/* curl and others name no type, or one for any bytes. What a file really is, its bytes decide. */
const typeOf = ({ type }: File) =>
  type === '' || type === 'application/octet-stream' ? 'image/jpeg' : type.toLowerCase();
