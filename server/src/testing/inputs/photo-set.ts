import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The correct treatment of a file, as the set's README documents it. */
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

/** Files below a folder with the correct treatment of each. */
export type PhotoSet = { directory: string; entries: readonly SetEntry[] };

/** The folder of the photo test set: photos, hostile files and awkward texts. */
export const photoSet =
  process.env.VITRINE_TEST_PHOTOS ?? fileURLToPath(new URL('../../../../../shared/photos', import.meta.url));

/** Returns the reason to skip tests of the set, or false. */
export const missingFromSet = (file: string): string | false =>
  existsSync(join(photoSet, file))
    ? false
    : `there is no ${file} in ${photoSet}: set VITRINE_TEST_PHOTOS to the folder of the photo test set`;

/** Reads a JSON file of the set. Returns undefined if it is missing. */
export const readFromSet = (file: string) =>
  missingFromSet(file) ? undefined : JSON.parse(readFileSync(join(photoSet, file), 'utf8'));

/** Returns the photo test set, or `undefined` if it is missing. */
export function findPhotoSet(): PhotoSet | undefined {
  const entries: SetEntry[] | undefined = readFromSet('MANIFEST.json')?.files;
  return entries && { directory: photoSet, entries };
}
