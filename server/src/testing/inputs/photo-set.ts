import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a careful service does with a file: the set's own README tells. */
export type Expectation = {
  outcome: 'accept' | 'reject' | 'either';
  tier?: number;
  width?: number;
  height?: number;
  taken_at?: string | null;
  lat?: number | null;
  lon?: number | null;
  animated?: boolean;
  frames?: number;
  loose?: string[];
};
export type SetEntry = { file: string; format: string; bytes: number; note?: string; expect: Expectation };

/** Files below a folder with what a careful service does with each. */
export type PhotoSet = { directory: string; entries: readonly SetEntry[] };

/** Photos, hostile files and awkward texts, in a folder of their own. */
export const photoSet =
  process.env.VITRINE_TEST_PHOTOS ?? fileURLToPath(new URL('../../../../../shared/photos', import.meta.url));

/** Why tests of the set cannot run here, for `skip`. */
export const missingFromSet = (file: string): string | false =>
  existsSync(join(photoSet, file))
    ? false
    : `there is no ${file} in ${photoSet}: set VITRINE_TEST_PHOTOS to the folder of the photo test set`;

/** A JSON file of the set; nothing where it is missing. */
export const readFromSet = (file: string) =>
  missingFromSet(file) ? undefined : JSON.parse(readFileSync(join(photoSet, file), 'utf8'));

/** Returns the photo test set, or `undefined` where it is missing. */
export function findPhotoSet(): PhotoSet | undefined {
  const entries: SetEntry[] | undefined = readFromSet('MANIFEST.json')?.files;
  return entries && { directory: photoSet, entries };
}
