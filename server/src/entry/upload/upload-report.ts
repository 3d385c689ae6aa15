import type { FoundImage, FoundImages } from '../find-images.ts';
import { countOf, formatBytes, printJson, terminalText } from '../terminal.ts';

export const refusalLine = (path: string, reason: string) =>
  `refused  ${terminalText(path)}  ${terminalText(reason)}`;

/** Prints the files that an upload would send. */
export function printPlan({ images, ...found }: FoundImages, url: string, isJson: boolean): void {
  const bytes = images.reduce((sum, image) => sum + image.bytes, 0);
  if (isJson) {
    printJson({ url, files: images, bytes, ...found });
    return;
  }
  for (const { path, bytes: size } of images)
    console.log(`${formatBytes(size).padStart(10)}  ${terminalText(path)}`);
  console.log(`${countOf(images.length, 'photo')} (${formatBytes(bytes)}) would be uploaded to ${url}`);
  for (const line of describeLeftOut(found)) console.log(line);
}

export type UsedVisibility = {
  visibility: 'public' | 'unlisted' | 'private';
  source: 'option' | 'default' | 'undecided';
};

const sources: Readonly<Record<UsedVisibility['source'], string>> = {
  option: '',
  default: ' (your default)',
  undecided: ' (you have not chosen a default)',
};

type Printing = { isJson: boolean; visibility: UsedVisibility };

/** Prints the outcome of an upload. Counts unreadable pictures as refused. */
export function printReport(
  report: UploadReport,
  found: FoundImages,
  { isJson, visibility: { visibility, source } }: Printing,
): void {
  const refused = [...found.refused, ...report.refused];
  if (isJson) {
    const unread = found.refused.map(({ path, reason }) => ({
      path,
      status: 'refused',
      id: null,
      url: null,
      isProcessing: false,
      reason,
    }));
    const { others, links, excluded } = found;
    printJson({
      ...report,
      visibility,
      refused,
      files: [...report.files, ...unread],
      others,
      links,
      excluded,
    });
    return;
  }
  const { sent, present, changed, processing, left, bytes, albums } = report;
  const counts = [
    `${countOf(sent, 'photo')} uploaded${sent > 0 ? ` (${formatBytes(bytes)}), ${visibility}${sources[source]}` : ''}`,
    `${present} already there`,
    `${refused.length} refused`,
    ...(left > 0 ? [`${left} not tried`] : []),
  ];
  console.log(counts.join(', '));
  if (changed > 0)
    console.log(`Changed the visibility or tags of ${countOf(changed, 'photo')} already there`);
  for (const line of describeLeftOut(found)) console.log(line);
  for (const { title, url } of albums) console.log(`Album “${terminalText(title)}”: ${url}`);
  if (processing > 0)
    console.log(
      `${countOf(processing, 'photo')} not processed yet: the server has finished none for several minutes. Is its worker running?`,
    );
}

const mostNamed = 5;

function* describeLeftOut({ others, links, excluded }: Pick<FoundImages, 'others' | 'links' | 'excluded'>) {
  if (others.length > 0) yield `${countOf(others.length, 'file')} skipped, not a picture by name`;
  if (excluded > 0) yield `${countOf(excluded, 'file or folder', 'files or folders')} excluded`;
  if (links.length === 0) return;
  const named = links.slice(0, mostNamed).map(terminalText).join(', ');
  const rest = links.length > mostNamed ? ` and ${links.length - mostNamed} more` : '';
  yield `${countOf(links.length, 'link')} skipped: ${named}${rest}. Use --follow-links to follow them.`;
}

export type FileStatus =
  | 'sent'
  /** The account already had this photo. */
  | 'present'
  /** The account already had this photo, and the upload changed its visibility or tags. */
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
  /** True if it is sent or present, and not yet processed. */
  isProcessing: boolean;
  /** The reason of a refusal. */
  reason: string | null;
};

export type UploadReport = {
  sent: number;
  /** Includes changed photos. */
  present: number;
  changed: number;
  refused: { path: string; reason: string }[];
  processing: number;
  left: number;
  /** The total size of the sent files. */
  bytes: number;
  albums: { id: string; title: string; url: string }[];
  /** Each picture, in the order of the paths. */
  files: UploadedFile[];
  /** The reason if the run ended early. */
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
