// npm run screenshots: takes the pictures in docs/ from a gallery of drawn landscapes. Needs Chromium.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { createMember } from '../e2e/api-client.ts';
import { launchBrowser } from '../e2e/browser.ts';
import { createBrowserUser } from '../e2e/browser-user.ts';
import { startVitrine } from '../e2e/vitrine-process.ts';

const docs = fileURLToPath(new URL('../docs/', import.meta.url));
const maxBytes = 80_000;

/** Writes a screenshot as WebP, with the best quality that fits into the limit. */
async function save(name: string, png: Uint8Array): Promise<void> {
  for (const quality of [80, 70, 60, 50, 40, 30]) {
    const webp = await sharp(png).resize(1200).webp({ quality, effort: 6 }).toBuffer();
    if (webp.byteLength > maxBytes) continue;
    await writeFile(`${docs}${name}.webp`, webp);
    console.log(`docs/${name}.webp ${webp.byteLength} bytes`);
    return;
  }
  throw new Error(`${name} does not fit into ${maxBytes} bytes`);
}

await using vitrine = await startVitrine({ VITRINE_LOG_LEVEL: 'silent' });
const client = await createMember(vitrine, 'reader');
const { code, stdout, stderr } = await vitrine.run('--json', 'seed', '--landscapes', '24');
if (code !== 0) throw new Error(stderr);
const { login } = JSON.parse(stdout) as { login: { username: string; password: string } };
await client.call('POST', '/session', { login: login.username, password: login.password });
const { items } = (await client.call('GET', '/photos?limit=10')).body as { items: { id: string }[] };

const browser = await launchBrowser();
try {
  await using visitor = await createBrowserUser(browser, vitrine, 'screenshots');
  await using member = await createBrowserUser(browser, vitrine, 'screenshots', { member: client });
  for (const { name, user, path } of [
    { name: 'vitrine', user: visitor, path: '/' },
    { name: 'photo', user: visitor, path: `/photos/${items[2]?.id}` },
    { name: 'library', user: member, path: '/me' },
  ]) {
    await user.open(path);
    await user.page.waitForLoadState('networkidle');
    await save(name, await user.page.screenshot());
  }
} finally {
  await browser.close();
}
