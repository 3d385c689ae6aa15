import { createHash } from 'node:crypto';
import { maxSmallUploadBytes } from '@vitrine/contract/limits.ts';
import * as contract from '@vitrine/contract/uploads.ts';
import type { Context } from 'hono';
import { AppError } from '../../domain/errors.ts';
import type { AlbumId } from '../../domain/ids.ts';
import { uploadWhole } from '../../features/uploads/complete.ts';
import type { Api, ApiOptions } from '../api-options.ts';
import { guarded } from '../authenticate.ts';
import { caller, type Environment } from '../environment.ts';
import { presentOnePhoto } from '../presenters/present-photos.ts';
import { invalidFields } from '../problems.ts';
import { readForm } from '../read-form.ts';
import { createUploadSlots } from '../upload-slots.ts';

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
      albumId: albumId as AlbumId | undefined,
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
async function callerAfterBody(c: Context<Environment>) {
  const account = await c.get('authenticateAgain')?.();
  if (!account) throw new AppError('unauthenticated', 'Please log in.');
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
  if (!result.success) throw invalidFields(result.error);
  return result.data;
}

/* curl and others name no type, or one for any bytes. What a file really is, its bytes decide. */
const typeOf = ({ type }: File) =>
  type === '' || type === 'application/octet-stream' ? 'image/jpeg' : type.toLowerCase();
