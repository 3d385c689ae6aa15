import { type HeifFile, listBoxes } from './heif-file.ts';
import { unsupportedKind } from './image-refusal.ts';

/** Pictures that are put together from others: ISO/IEC 23008-12 6.6.2. */
const derived = new Set(['grid', 'iovl', 'iden', 'tmap', 'sato']);
const coded = { HEIC: new Set(['hvc1', 'hev1']), AVIF: new Set(['av01']) };

/** ISO/IEC 23008-12 annexes, 23001-17 and 15444-16. */
const codings: Record<string, string> = {
  av01: 'AV1 coding',
  avc1: 'H.264 coding',
  evc1: 'EVC coding',
  hvc1: 'HEVC coding',
  hev1: 'HEVC coding',
  j2k1: 'JPEG 2000 coding',
  jpeg: 'JPEG coding',
  lhv1: 'layered HEVC coding',
  mski: 'a mask',
  unci: 'without compression',
  vvc1: 'VVC coding',
};

/** Refuses what is sound but coded in a way that no decoder here knows, so that nobody looks for damage. */
export function checkHeifKind(bytes: Buffer, file: HeifFile | undefined, format: 'HEIC' | 'AVIF'): void {
  const primary = file?.items.get(file.primaryId);
  if (!file || !primary) {
    const isSequence = [...listBoxes(bytes, 0, bytes.length)].some(({ type }) => type === 'moov');
    if (isSequence) throw unsupportedKind(format, 'an image sequence without a still picture');
    return;
  }
  const sources = file.references.filter(({ type, from }) => type === 'dimg' && from === file.primaryId);
  const items = [primary, ...sources.flatMap(({ to }) => to.map((id) => file.items.get(id)))];
  for (const item of items) {
    if (!item || derived.has(item.type) || coded[format].has(item.type)) continue;
    throw unsupportedKind(format, codings[item.type] ?? 'an unknown coding');
  }
}
