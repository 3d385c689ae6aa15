import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeJpeg } from '../server/src/testing/images/make-jpeg.ts';

const photoSet =
  process.env.VITRINE_TEST_PHOTOS ?? fileURLToPath(new URL('../../shared/photos', import.meta.url));

/** Returns files to upload: real photographs if the photo set is present, generated pictures otherwise. */
export async function findSamplePhotos(count: number): Promise<string[]> {
  const folder = join(photoSet, 'jpeg');
  if (existsSync(folder)) {
    const large = readdirSync(folder)
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).size > 100_000)
      .sort();
    if (large.length >= count) return large.slice(0, count);
  }
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-samples-'));
  const shapes = [
    { width: 1800, height: 1200 },
    { width: 1200, height: 1800 },
    { width: 2400, height: 1000 },
  ];
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const path = join(directory, `drawn-${index}.jpg`);
      await writeFile(path, await makeJpeg({ ...shapes[index % shapes.length], hue: index * 33 }));
      return path;
    }),
  );
}
