import { createHash } from 'node:crypto';
import { compose } from '../server/src/compose.ts';
import { parseConfig } from '../server/src/config/config.ts';
import type { PhotoId } from '../server/src/domain/ids.ts';
import type { VitrineProcess } from './vitrine-process.ts';

/** Inserts copies of a photo's row without image files: a quick way to a long list. The last one is the newest. */
export async function copyPhoto(
  { directory }: Pick<VitrineProcess, 'directory'>,
  photoId: string,
  count: number,
): Promise<string[]> {
  const config = parseConfig({
    VITRINE_DATABASE_URL: `sqlite:${directory}/vitrine.db`,
    VITRINE_STORAGE_URL: `file:${directory}/media`,
    VITRINE_SECRET_FILE: `${directory}/secret`,
    VITRINE_SCRATCH: `${directory}/scratch`,
    VITRINE_LOG_LEVEL: 'silent',
  });
  await using composition = await compose(config, { database: { isDurable: false } });
  const { photos, secrets } = composition.ports;
  const original = await photos.find(photoId as PhotoId);
  if (!original) throw new Error(`photo ${photoId} not found`);
  const ids: string[] = [];
  for (let number = 1; number <= count; number += 1) {
    const id = secrets.createId<PhotoId>();
    const at = original.createdAt + number;
    const sha256 = createHash('sha256').update(id).digest('hex');
    const times = { createdAt: at, statusSince: at, publishedAt: at };
    const copy = { ...original, id, sha256, title: `Copy ${number}`, ...times };
    const { outcome } = await photos.begin(copy, config.quotaBytes);
    if (outcome !== 'begun') throw new Error(`copy ${number}: ${outcome}`);
    ids.push(id);
  }
  return ids;
}
