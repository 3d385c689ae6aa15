import * as contract from '@vitrine/contract/uploads.ts';
import { toIso } from '../../domain/time.ts';
import { beginUpload } from '../../features/uploads/begin.ts';
import { cancelUpload } from '../../features/uploads/cancel.ts';
import { completeUpload } from '../../features/uploads/complete.ts';
import type { UploadPart, UploadTarget } from '../../features/uploads/targets.ts';
import type { Api, ApiOptions } from '../api-options.ts';
import { guarded } from '../authenticate.ts';
import { caller } from '../environment.ts';
import { presentOnePhoto } from '../presenters/photos.ts';

export function addUploadRoutes(api: Api, { ports, quotaBytes }: ApiOptions): void {
  api.openapi(guarded(contract.beginUpload), async (c) => {
    const { albumId, parts, ...file } = c.req.valid('json');
    const upload = {
      ...file,
      partChecksums: parts?.map(({ sha256 }) => sha256),
      albumId,
      idempotencyKey: c.req.valid('header')['idempotency-key'],
    };
    const begun = await beginUpload(ports, caller(c), upload, quotaBytes);
    const photo = await presentOnePhoto(ports, caller(c), begun.photo);
    if (begun.outcome === 'duplicate') return c.json({ photo, duplicate: true as const }, 200);
    const target = presentTarget(begun.target);
    return c.json({ photo, target, ...(begun.parts && { parts: begun.parts.map(presentPart) }) }, 201);
  });
  api.openapi(guarded(contract.completeUpload), async (c) => {
    const photo = await completeUpload(ports, caller(c), c.req.valid('param').id);
    return c.json({ photo: await presentOnePhoto(ports, caller(c), photo) }, 202);
  });
  api.openapi(guarded(contract.giveUpUpload), async (c) => {
    await cancelUpload(ports, caller(c), c.req.valid('param').id);
    return c.body(null, 204);
  });
}

const presentTarget = (target: UploadTarget) => ({ ...target, expiresAt: toIso(target.expiresAt) });
const presentPart = ({ bytes, target }: UploadPart) => ({
  bytes,
  target: target ? presentTarget(target) : null,
});
