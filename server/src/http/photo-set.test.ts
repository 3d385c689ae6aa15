import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { uploadTypes } from '@vitrine/contract/limits.ts';
import sharp from 'sharp';
import { waitFor } from '../../../e2e/api-client.ts';
import { startVitrine, type VitrineProcess } from '../../../e2e/vitrine-process.ts';
import { defaultImageLimits } from '../adapters/sharp/image-limits.ts';
import { password } from '../testing/app/test-app.ts';
import { createClient, type TestClient } from '../testing/app/test-client.ts';
import { writeGeneratedSet } from '../testing/inputs/generated-set.ts';
import { type Expectation, findPhotoSet, type SetEntry } from '../testing/inputs/photo-set.ts';
import { type MemoryWatch, watchProcessTree } from '../testing/servers/process-memory.ts';

const { directory: photoSet, entries } = findPhotoSet() ?? (await writeGeneratedSet());
const taken = ['jpeg', 'png', 'gif', 'webp', 'avif', 'heic', 'tiff'];

const deeds = { accept: 'takes', reject: 'rejects', either: 'takes or rejects' };

const typeByExtension: Record<string, string> = {
  '.jpg': 'image/jpeg',
  '.tif': 'image/tiff',
  '.svg': 'image/svg+xml',
  '.cr2': 'image/x-canon-cr2',
  '.nef': 'image/x-nikon-nef',
  '.dng': 'image/x-adobe-dng',
};
/** Returns the content type that a browser derives from the file name. */
const typeOf = (file: string) => typeByExtension[extname(file)] ?? `image/${extname(file).slice(1)}`;

type Place = { latitude: number; longitude: number };

/* A server with free capacity responds within milliseconds, so that a longer wait means starvation. */
const patience = 30_000;
const serverBound = 300_000_000;
/* The server checks a child every 50 ms, so that it may exceed its limit a little before it is ended. */
const childBound = defaultImageLimits.memoryBytes * 1.2;

describe('pictures of every kind, uploaded to a busy server', { timeout: 900_000 }, () => {
  let vitrine: VitrineProcess;
  let memory: MemoryWatch;
  let owner: TestClient;
  let visitor: TestClient;
  let bystander: Promise<number>;
  const done = new AbortController();
  /** The id of each file, or the problem with its announcement. */
  const photos = new Map<string, string>();
  const refusals = new Map<string, { status: number; path: string; message: string }>();

  const send = (address: string, init?: RequestInit) =>
    fetch(new URL(address, vitrine.url), {
      redirect: 'manual',
      signal: AbortSignal.timeout(120_000),
      ...init,
    });

  async function enrol(username: string): Promise<TestClient> {
    const person = createClient(send, vitrine.url);
    const email = `${username}@example.org`;
    await person.post('/accounts', { username, email, password });
    const code = await waitFor(() => vitrine.codeFor(email));
    await person.post('/accounts/confirm', { login: username, code });
    assert.equal((await person.post('/session', { login: username, password })).status, 200);
    return person;
  }

  /** Someone else, who looks at the home page over and over; how often they could. */
  async function lookAround(person: TestClient): Promise<number> {
    let looks = 0;
    while (!done.signal.aborted) {
      const signal = AbortSignal.timeout(patience);
      for (const address of ['/api/v1/photos', '/healthz']) {
        const response = await person.fetch(address, { signal });
        await response.arrayBuffer();
        assert.equal(response.status, 200, address);
      }
      looks += 1;
      await pause(50);
    }
    return looks;
  }

  async function upload(entry: SetEntry, contentType: string): Promise<void> {
    const bytes = new Uint8Array(await readFile(join(photoSet, entry.file)));
    const answer = await owner.upload(bytes, { fileName: entry.file, contentType });
    if (answer.id) photos.set(entry.file, answer.id);
    else if (answer.duplicate) photos.set(entry.file, answer.photo.id);
    else
      refusals.set(entry.file, {
        status: answer.status,
        path: answer.errors?.[0].path,
        message: answer.errors?.[0].message,
      });
  }

  before(async () => {
    vitrine = await startVitrine();
    memory = watchProcessTree(vitrine.pid);
    owner = await enrol('collector');
    visitor = createClient(send, vitrine.url);
    bystander = lookAround(await enrol('bystander'));
    // The test that waits for the file reports the failure.
    bystander.catch(() => {});
    for (const entry of entries) {
      await upload(entry, typeOf(entry.file));
      // A file that is refused for its content type is sent again as a JPEG.
      if (refusals.has(entry.file) && entry.bytes > 0) await upload(entry, 'image/jpeg');
    }
    while ((await owner.get('/me/photos?status=processing&limit=1')).body.items.length > 0) await pause(250);
  });

  after(async () => {
    done.abort();
    memory[Symbol.dispose]();
    await vitrine[Symbol.asyncDispose]();
  });

  for (const entry of entries)
    it(`${deeds[entry.expect.outcome]} ${entry.file}`, async () => {
      const { file, format, expect } = entry;
      const refusal = refusals.get(file);
      const isOffered = (uploadTypes as readonly string[]).includes(typeOf(file));
      if (refusal) {
        assert.ok(!isOffered || entry.bytes === 0, `${refusal.path}: ${refusal.message}`);
        assert.ok(refusal.status === 400 && refusal.message.length > 10, refusal.message);
      }
      const id = photos.get(file);
      if (entry.bytes === 0) return assert.equal(id, undefined);
      assert.ok(id, 'it was uploaded');
      const photo = (await owner.get(`/photos/${id}`)).body;
      if (photo.status === 'rejected') {
        assert.ok(expect.outcome !== 'accept' || !taken.includes(format), photo.statusReason);
        assert.match(photo.statusReason, /^[A-Z].{10,}\.$/u);
        assert.deepEqual(await storedFilesOf(id), []);
        assert.equal((await visitor.get(`/photos/${id}`)).status, 404);
        return;
      }
      assert.equal(photo.status, 'ready');
      assert.ok(expect.outcome !== 'reject' && taken.includes(format));
      assert.deepEqual([photo.format, photo.animated], [format, expect.animated]);
      holdMetadata(photo, expect);
      const seen = (await visitor.get(`/photos/${id}`)).body;
      assert.equal(seen.place, null, 'the place is the owner’s');
      assert.equal(seen.takenAt ?? '', (photo.takenAt ?? '').slice(0, 19), 'the time zone is the owner’s');
      for (const rendition of seen.renditions) await holdRendition(rendition, photo);
      await holdDownload(id, format);
    });

  it('shows every orientation of a picture upright', async () => {
    for (const name of ['landscape', 'portrait']) {
      const upright = await look(`orientation/${name}-1.jpg`);
      for (const { file } of entries.filter(({ file }) => file.startsWith(`orientation/${name}`))) {
        const pixels = await look(file);
        const difference =
          pixels.reduce((sum, value, index) => sum + Math.abs(value - (upright[index] ?? 0)), 0) /
          pixels.length;
        assert.ok(difference < 8, `${file} differs by ${difference} of 255`);
      }
    }
  });

  it('finds the private metadata in the originals', () => {
    const texts = entries.map(({ file }) => readFileSync(join(photoSet, file), 'latin1'));
    for (const [name, pattern] of Object.entries(isPrivate))
      assert.ok(texts.filter((text) => pattern.test(text)).length > 1, name);
  });

  it('keeps answering other requests', async (t) => {
    done.abort();
    const looks = await bystander;
    t.diagnostic(`${looks} looks at the home page meanwhile`);
    assert.ok(looks > 10);
  });

  it('limits the memory of the server and its child processes', (t) => {
    const [own, child] = [memory.ownPeak(), memory.childPeak()].map((bytes) => Math.round(bytes / 1e6));
    t.diagnostic(`at most ${own} MB in the server, ${child} MB in a child`);
    assert.ok(memory.ownPeak() < serverBound, `the server had ${memory.ownPeak()} bytes`);
    assert.ok(memory.childPeak() < childBound, `a child had ${memory.childPeak()} bytes`);
  });

  it('survives the whole set and stores no orphaned files', async () => {
    assert.equal((await visitor.fetch('/readyz')).status, 200);
    const sweep = await vitrine.run('--json', 'sweep', '--include-recent');
    assert.equal(sweep.code, 0, sweep.stdout + sweep.stderr);
    assert.deepEqual(JSON.parse(sweep.stdout).findings, []);
    assert.ok(!/"level":(50|60)/u.test(vitrine.output()), 'no error was logged');
  });

  async function storedFilesOf(id: string): Promise<string[]> {
    const files = await readdir(join(vitrine.directory, 'media'), { recursive: true });
    return files.filter((path) => path.includes(id));
  }

  async function look(file: string): Promise<Buffer> {
    const { renditions } = (await visitor.get(`/photos/${photos.get(file)}`)).body;
    const bytes = await (await visitor.fetch(renditions[0].url)).arrayBuffer();
    return sharp(bytes).resize(30, 30, { fit: 'fill' }).removeAlpha().raw().toBuffer();
  }

  async function holdRendition(
    { url, width, height, format }: { url: string; width: number; height: number; format: string },
    photo: { width: number; height: number },
  ): Promise<void> {
    const response = await visitor.fetch(url);
    assert.equal(response.headers.get('content-type'), `image/${format}`);
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    const bytes = await response.arrayBuffer();
    const found = await sharp(bytes).metadata();
    assert.deepEqual([found.format, found.width, found.height], [format, width, height]);
    const { exif, xmp, iptc, orientation, comments } = found;
    assert.deepEqual({ exif, xmp, iptc, orientation, comments }, nothing);
    assert.ok(Math.abs(width * photo.height - height * photo.width) <= Math.max(photo.width, photo.height));
    await sharp(bytes).stats();
  }

  async function holdDownload(id: string, format: string): Promise<void> {
    const redirect = await visitor.get(`/photos/${id}/download`);
    assert.equal(redirect.status, 302);
    const response = await visitor.fetch(redirect.headers.get('location') ?? '');
    assert.equal(response.headers.get('content-type'), `image/${format}`);
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    assert.match(response.headers.get('content-disposition') ?? '', /^attachment;/u);
    const text = Buffer.from(await response.arrayBuffer()).toString('latin1');
    for (const [name, pattern] of Object.entries(isPrivate)) assert.doesNotMatch(text, pattern, name);
  }
});

const nothing = {
  exif: undefined,
  xmp: undefined,
  iptc: undefined,
  orientation: undefined,
  comments: undefined,
};

/* Searches the bytes, so that no metadata reader is trusted. Exif tags: number, type, count, in both byte orders. */
const isPrivate: Record<string, RegExp> = {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are bytes
  'a place': /\x88\x25\0\x04\0\0\0\x01|\x25\x88\x04\0\x01\0\0\0/u,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are bytes
  'a serial number': /\xa4[\x31\x35]\0\x02\0\0|[\x31\x35]\xa4\x02\0..\0\0/su,
  XMP: /<x:xmpmeta|ns\.adobe\.com\/xap|Photoshop 3\.0/u,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are bytes
  'something to run': /<script|<\?php|<html|%PDF-|PK\x03\x04/iu,
  'a film': /ftypmp42|ftypisom/u,
};

function holdMetadata(
  photo: { format: string; width: number; height: number; takenAt: string | null; place: Place | null },
  { loose = [], ...expect }: Expectation,
): void {
  const tolerance = photo.format === 'avif' || photo.format === 'heic' ? 1 : 0;
  if (!loose.includes('size')) {
    assert.ok(Math.abs(photo.width - (expect.width ?? 0)) <= tolerance, `${photo.width} wide`);
    assert.ok(Math.abs(photo.height - (expect.height ?? 0)) <= tolerance, `${photo.height} high`);
  }
  if (!loose.includes('taken_at')) assert.equal(photo.takenAt, expect.taken_at);
  if (loose.includes('position')) return;
  const round = (degrees: number | undefined) =>
    degrees === undefined ? null : Math.round(degrees * 1000) / 1000;
  assert.deepEqual([round(photo.place?.latitude), round(photo.place?.longitude)], [expect.lat, expect.lon]);
}
