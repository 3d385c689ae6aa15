import type { components } from '@vitrine/contract/openapi-types';
import type { ImageFile } from '../find-images.ts';
import { inParallel } from '../in-parallel.ts';
import { createProgress, type Progress } from '../progress.ts';
import type { ApiClient } from './api-client.ts';
import { awaitProcessing } from './await-processing.ts';
import { fillAlbums } from './fill-albums.ts';
import { sendFile } from './send-file.ts';
import { takeOutOfAlbums } from './take-out-of-albums.ts';

export type UploadReport = {
  sent: number;
  /** The account held them before. */
  present: number;
  /** How many of those present were given the visibility or tags that were asked for. */
  changed: number;
  refused: { path: string; reason: string }[];
  /** Of those sent and present, how many the server has not looked at yet. */
  processing: number;
  bytes: number;
};

export type UploadOptions = {
  visibility: components['schemas']['Photo']['visibility'] | undefined;
  tags: readonly string[];
  albums: readonly string[];
  atOnce: number;
  /** Whether each file is told of, and not only those that are refused. */
  isTalkative: boolean;
};

export async function uploadFiles(
  client: ApiClient,
  images: readonly ImageFile[],
  { visibility, tags, albums, atOnce, isTalkative }: UploadOptions,
): Promise<UploadReport> {
  const report: UploadReport = { sent: 0, present: 0, changed: 0, refused: [], processing: 0, bytes: 0 };
  const arrived: { photoId: string; image: ImageFile; outcome: 'sent' | 'present' | 'changed' }[] = [];
  const refuse = (path: string, reason: string, progress: Progress) => {
    report.refused.push({ path, reason });
    progress.note(`refused  ${path}  ${reason}`);
  };
  const wishes = { ...(visibility && { visibility }), ...(tags.length > 0 && { tags: [...tags] }) };
  await withProgress('files', images.length, (progress) =>
    inParallel(images, atOnce, async (image) => {
      const result = await sendFile(client, image, wishes);
      if (result.outcome === 'refused') refuse(image.path, result.reason, progress);
      else {
        arrived.push({ ...result, image });
        if (isTalkative) progress.note(`${result.outcome.padEnd(7)}  ${image.path}`);
      }
      progress.advance();
    }),
  );
  const photoIds = [...new Set(arrived.map(({ photoId }) => photoId))];
  // Now, so that they are complete whatever ends the waiting.
  const filled = await fillAlbums(client, albums, photoIds, visibility);
  await withProgress('photos processed', photoIds.length, async (progress) => {
    const { rejected, processing } = await awaitProcessing(client, photoIds, { onDone: progress.advance });
    report.processing = processing;
    for (const { photoId, image, outcome } of arrived) {
      const reason = rejected.get(photoId);
      if (reason !== undefined) refuse(image.path, reason, progress);
      else {
        report[outcome === 'sent' ? 'sent' : 'present'] += 1;
        if (outcome === 'changed') report.changed += 1;
        if (outcome === 'sent') report.bytes += image.bytes;
      }
    }
    await takeOutOfAlbums(client, filled, [...rejected.keys()]);
  });
  return report;
}

async function withProgress(what: string, total: number, work: (progress: Progress) => Promise<void>) {
  const progress = createProgress(what, total);
  try {
    await work(progress);
  } finally {
    progress.end();
  }
}
