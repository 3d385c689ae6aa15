// npm run screenshots: takes the pictures in docs/ from a gallery with sample photos. Needs Chromium.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { type Client, createMember, waitFor } from '../e2e/api-client.ts';
import { launchBrowser } from '../e2e/browser.ts';
import { createBrowserUser } from '../e2e/browser-user.ts';
import { findSamplePhotos } from '../e2e/sample-photos.ts';
import { startVitrine } from '../e2e/vitrine-process.ts';

const docs = fileURLToPath(new URL('../docs/', import.meta.url));
const maxBytes = 80_000;
const photoCount = 14;

type Photo = { id: string; status: string };

async function uploadAll(member: Client): Promise<Photo[]> {
  for (const path of await findSamplePhotos(photoCount))
    await member.upload(new Uint8Array(await readFile(path)), basename(path));
  const list = await waitFor(
    async () => (await member.call('GET', '/me/photos?limit=50')).body as { items: Photo[] },
    ({ items }) =>
      items.length > 0 && items.every(({ status }) => status === 'ready' || status === 'rejected'),
  );
  return list.items.filter(({ status }) => status === 'ready');
}

async function describePhotos(member: Client, photos: readonly Photo[]): Promise<void> {
  for (const { id } of photos) await member.call('PATCH', `/photos/${id}`, { visibility: 'public' });
  await member.call('PATCH', `/photos/${photos[0]?.id}`, {
    title: 'Before the storm',
    description: 'The last light of the day, an hour before the rain.',
    tags: ['evening', 'light'],
  });
}

/** Writes a screenshot as WebP, with the best quality that fits into the limit. */
async function save(name: string, png: Uint8Array): Promise<void> {
  for (const quality of [80, 70, 60, 50, 40, 30]) {
    const webp = await sharp(png).resize(1200).webp({ quality, effort: 6 }).toBuffer();
    if (webp.byteLength > maxBytes) continue;
    await sharp(webp).toFile(`${docs}${name}.webp`);
    console.log(`docs/${name}.webp ${webp.byteLength} bytes`);
    return;
  }
  throw new Error(`${name} does not fit into ${maxBytes} bytes`);
}

await using vitrine = await startVitrine({ VITRINE_LOG_LEVEL: 'silent' });
const ada = await createMember(vitrine, 'ada');
await ada.call('PATCH', '/me', { displayName: 'Ada Lovelace' });
const photos = await uploadAll(ada);
await describePhotos(ada, photos);
const browser = await launchBrowser();
try {
  await using visitor = await createBrowserUser(browser, vitrine, 'screenshots');
  await using member = await createBrowserUser(browser, vitrine, 'screenshots', { member: ada });
  for (const { name, user, path } of [
    { name: 'vitrine', user: visitor, path: '/' },
    { name: 'photo', user: member, path: `/photos/${photos[0]?.id}` },
    { name: 'library', user: member, path: '/me' },
  ]) {
    await user.open(path);
    await user.page.waitForLoadState('networkidle');
    await save(name, await user.page.screenshot());
  }
} finally {
  await browser.close();
}
