import type { components } from '@vitrine/contract/openapi-types';
import type { ImageFile } from '../find-images.ts';
import { inParallel } from '../in-parallel.ts';
import type { Progress } from '../progress.ts';
import type { ApiClient } from './api-client.ts';
import { awaitProcessing } from './await-processing.ts';
import { fillAlbums } from './fill-albums.ts';
import { sendFile } from './send-file.ts';

export type UploadReport = {
  sent: number;
  /** The account held them before. */
  present: number;
  refused: { path: string; reason: string }[];
  bytes: number;
};

export type UploadOptions = {
  visibility: components['schemas']['Photo']['visibility'] | undefined;
  tags: readonly string[];
  albums: readonly string[];
  atOnce: number;
  progress: Progress;
  /** Whether each file is told of, and not only those that are refused. */
  isTalkative: boolean;
};

export async function uploadFiles(
  client: ApiClient,
  images: readonly ImageFile[],
  options: UploadOptions,
): Promise<UploadReport> {
  const { visibility, tags, progress, isTalkative } = options;
  const report: UploadReport = { sent: 0, present: 0, refused: [], bytes: 0 };
  const paths = new Map<string, string>();
  const held = new Set<string>();
  const refuse = (path: string, reason: string) => {
    report.refused.push({ path, reason });
    progress.note(`refused  ${path}  ${reason}`);
  };
  const wishes = { ...(visibility && { visibility }), ...(tags.length > 0 && { tags: [...tags] }) };
  await inParallel(images, options.atOnce, async (image) => {
    const result = await sendFile(client, image, wishes);
    if (result.outcome === 'refused') refuse(image.path, result.reason);
    else {
      report[result.outcome] += 1;
      if (result.outcome === 'sent') {
        report.bytes += image.bytes;
        paths.set(result.photoId, image.path);
      } else held.add(result.photoId);
      if (isTalkative) progress.note(`${result.outcome.padEnd(7)}  ${image.path}`);
    }
    progress.advance();
  });
  const rejected = await awaitProcessing(client, [...paths.keys(), ...held]);
  for (const [id, reason] of rejected) {
    const path = paths.get(id);
    if (path === undefined) continue;
    report.sent -= 1;
    refuse(path, reason);
  }
  const accepted = [...paths.keys(), ...held].filter((id) => !rejected.has(id));
  await fillAlbums(client, options.albums, accepted, visibility);
  return report;
}
