import * as contract from '@vitrine/contract/uploads.ts';
import type { AlbumId, PhotoId } from '../../domain/ids.ts';
import { toIso } from '../../domain/time.ts';
import { beginUpload } from '../../features/uploads/begin-upload.ts';
import { completeUpload } from '../../features/uploads/complete-upload.ts';
import { giveUpUpload } from '../../features/uploads/give-up-upload.ts';
import type { Api, ApiOptions } from '../api-options.ts';
import { guarded } from '../authenticate.ts';
import { caller } from '../environment.ts';
import { presentOnePhoto } from '../presenters/present-photos.ts';

export function addUploadRoutes(api: Api, { ports, quotaBytes }: ApiOptions): void {
  api.openapi(guarded(contract.beginUpload), async (c) => {
    const { albumId, ...file } = c.req.valid('json');
    const upload = {
      ...file,
      albumId: albumId as AlbumId | undefined,
      idempotencyKey: c.req.valid('header')['idempotency-key'],
    };
    const begun = await beginUpload(ports, caller(c), upload, quotaBytes);
    const photo = await presentOnePhoto(ports, caller(c), begun.photo);
    if (begun.outcome === 'duplicate') return c.json({ photo, duplicate: true as const }, 200);
    return c.json({ photo, target: { ...begun.target, expiresAt: toIso(begun.target.expiresAt) } }, 201);
  });
  api.openapi(guarded(contract.completeUpload), async (c) => {
    const photo = await completeUpload(ports, caller(c), c.req.valid('param').id as PhotoId);
    return c.json({ photo: await presentOnePhoto(ports, caller(c), photo) }, 202);
  });
  api.openapi(guarded(contract.giveUpUpload), async (c) => {
    await giveUpUpload(ports, caller(c), c.req.valid('param').id as PhotoId);
    return c.body(null, 204);
  });
}
