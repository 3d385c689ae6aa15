import type { FoundImage } from '../find-images.ts';

export type FileStatus =
  | 'sent'
  /** The account held it before. */
  | 'present'
  /** The account held it before, and it was given the visibility or tags that were asked for. */
  | 'changed'
  | 'refused'
  /** Not tried, because the run ended early. */
  | 'left';

export type UploadedFile = {
  path: string;
  status: FileStatus;
  id: string | null;
  /** The photo's page. */
  url: string | null;
  /** Sent or present, and not processed yet. */
  isProcessing: boolean;
  /** Why it was refused. */
  reason: string | null;
};

export type UploadReport = {
  sent: number;
  /** Includes those that were changed. */
  present: number;
  changed: number;
  refused: { path: string; reason: string }[];
  processing: number;
  left: number;
  /** The request that was sent. */
  bytes: number;
  albums: { id: string; title: string; url: string }[];
  /** Each picture, in the order of the paths. */
  files: UploadedFile[];
  /** Why the run ended early. */
  stopped: string | null;
};

export type FileResult =
  | { outcome: 'sent' | 'present' | 'changed'; photoId: string }
  | { outcome: 'refused'; reason: string }
  | undefined;

/** Counts the results, which are in the order of the images. */
export function createReport(
  images: readonly Pick<FoundImage, 'path' | 'bytes'>[],
  results: readonly FileResult[],
  {
    processing = new Set<string>(),
    urlOf,
    ...rest
  }: Pick<UploadReport, 'albums' | 'stopped'> & {
    processing?: ReadonlySet<string>;
    urlOf: (photoId: string) => string;
  },
): UploadReport {
  const report: UploadReport = {
    sent: 0,
    present: 0,
    changed: 0,
    refused: [],
    processing: processing.size,
    left: 0,
    bytes: 0,
    files: [],
    ...rest,
  };
  for (const [index, { path, bytes }] of images.entries()) {
    const result = results[index];
    const none = { path, id: null, url: null, isProcessing: false, reason: null };
    if (!result) {
      report.left += 1;
      report.files.push({ ...none, status: 'left' });
    } else if (result.outcome === 'refused') {
      report.refused.push({ path, reason: result.reason });
      report.files.push({ ...none, status: 'refused', reason: result.reason });
    } else {
      const { outcome: status, photoId: id } = result;
      report[status === 'sent' ? 'sent' : 'present'] += 1;
      if (status === 'changed') report.changed += 1;
      if (status === 'sent') report.bytes += bytes;
      report.files.push({ ...none, status, id, url: urlOf(id), isProcessing: processing.has(id) });
    }
  }
  return report;
}
