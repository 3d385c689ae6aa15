import * as z from 'zod';
import { photoIdOfOriginal } from '../domain/blob-keys.ts';
import { mailCode } from '../features/accounts/code-mail.ts';
import { purgeAccount } from '../features/accounts/deletion.ts';
import { cutAvatar } from '../features/accounts/profile.ts';
import { tidy } from '../features/maintenance/reconcile.ts';
import { sendMail } from '../features/shared/mail.ts';
import { removePhotos } from '../features/shared/remove-photos.ts';
import { settleLikes } from '../features/shared/settle-likes.ts';
import { completeAnnouncedUpload } from '../features/uploads/complete.ts';
import { renderPhoto } from '../features/uploads/render.ts';
import { discardOriginal } from '../features/uploads/render-failures.ts';
import { findRenderingLane } from '../features/uploads/rendering-time.ts';
import { defineJob, type Job } from './job.ts';

const accountId = z.string().brand<'account'>();
const photoId = z.string().brand<'photo'>();

const jobs = [
  defineJob({
    // Bucket events enqueue it. Keys of other objects are ignored.
    name: 'complete-upload',
    lane: 'short',
    payload: z.object({ key: z.string() }),
    attempts: 8,
    async handle(ports, { key }) {
      const id = photoIdOfOriginal(key);
      if (id) await completeAnnouncedUpload(ports, id);
    },
  }),
  defineJob({
    name: 'render-photo',
    lane: 'rendering',
    payload: z.object({ photoId }),
    attempts: 8,
    findLane: (ports, payload) => findRenderingLane(ports, payload.photoId),
    handle: (ports, payload, signal) => renderPhoto(ports, payload.photoId, signal),
  }),
  defineJob({
    name: 'cut-avatar',
    lane: 'rendering',
    payload: z.object({
      accountId,
      photoId,
      crop: z.object({ left: z.number(), top: z.number(), size: z.number() }),
      choice: z.string(),
    }),
    attempts: 8,
    handle: (ports, payload, signal) => cutAvatar(ports, payload, signal),
  }),
  defineJob({
    name: 'settle-likes',
    lane: 'upkeep',
    payload: z.object({ accountId }),
    attempts: 20,
    handle: (ports, payload) => settleLikes(ports, payload.accountId),
  }),
  defineJob({
    name: 'discard-original',
    lane: 'upkeep',
    payload: z.object({ photoId }),
    attempts: 20,
    handle: (ports, payload) => discardOriginal(ports, payload.photoId),
  }),
  defineJob({
    name: 'purge-photos',
    lane: 'upkeep',
    payload: z.object({
      photos: z.array(
        z.object({
          id: photoId,
          ownerId: accountId,
          createdAt: z.number(),
          // Jobs of earlier versions lack it. They delete the bytes of rows that are gone.
          status: z.enum(['uploading', 'processing', 'ready', 'rejected']).default('uploading'),
          trashedAt: z.number().optional(),
        }),
      ),
    }),
    attempts: 20,
    handle: (ports, payload) => removePhotos(ports, payload.photos),
  }),
  defineJob({
    name: 'purge-account',
    lane: 'upkeep',
    payload: z.object({ accountId }),
    attempts: 20,
    handle: (ports, payload) => purgeAccount(ports, payload.accountId),
  }),
  defineJob({
    name: 'mail-code',
    lane: 'short',
    payload: z.object({ sealed: z.string() }),
    attempts: 5,
    handle: (ports, payload) => mailCode(ports, payload.sealed),
  }),
  defineJob({
    name: 'send-mail',
    lane: 'short',
    payload: z.object({ sealed: z.string() }),
    attempts: 12,
    handle: (ports, payload) => sendMail(ports, payload.sealed),
  }),
  defineJob({
    name: 'tidy',
    lane: 'upkeep',
    payload: z.object({}),
    attempts: 1,
    handle: (ports) => tidy(ports),
  }),
];

/** Every job by name. */
export const jobRegistry: ReadonlyMap<string, Job> = new Map(
  jobs.map((job) => [job.name, job as unknown as Job]),
);
