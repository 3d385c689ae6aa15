import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import sharp from 'sharp';
import { makeInterlacedPng } from '../../testing/images/interlaced-png.ts';
import { checkMemoryNeed, defaultImageLimits } from './image-limits.ts';
import { createSharpImages } from './sharp-images.ts';

const isRefused = (header: Partial<Parameters<typeof checkMemoryNeed>[0]>) => {
  const sound = { format: 'png', width: 9990, height: 9990, channels: 3, depth: 'uchar' } as const;
  try {
    checkMemoryNeed({ ...sound, isProgressive: false, ...header }, { memoryBytes: 1_000_000_000 });
    return false;
  } catch {
    return true;
  }
};

describe('a picture that its decoder must hold whole', () => {
  it('is refused by its header if it exceeds a worker’s memory', () => {
    const interlaced = { isProgressive: true, channels: 4, depth: 'ushort' } as const;
    assert.equal(isRefused(interlaced), true);
    assert.equal(isRefused({ ...interlaced, width: 30_000, height: 3333 }), true);
    assert.equal(isRefused({ ...interlaced, height: 8000 }), false);
    assert.equal(isRefused({ ...interlaced, depth: 'uchar' }), false);
    assert.equal(isRefused({ ...interlaced, channels: 1 }), false);
  });

  it('is refused as a progressive JPEG according to its chroma subsampling', () => {
    const jpeg = { format: 'jpeg', isProgressive: true, width: 16_320, height: 12_240 } as const;
    assert.equal(isRefused({ ...jpeg, chromaSubsampling: '4:4:4' }), true);
    assert.equal(isRefused({ ...jpeg, chromaSubsampling: '4:2:0' }), false);
    assert.equal(isRefused({ ...jpeg, channels: 4, chromaSubsampling: '4:4:4:4' }), true);
  });

  it('is not refused if decoders hold a few rows only', () => {
    assert.equal(isRefused({ width: 30_000, height: 30_000, channels: 4, depth: 'ushort' }), false);
  });
});

describe('the memory for a picture', () => {
  let directory: string;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vitrine-memory-'));
  });
  after(() => rm(directory, { recursive: true }));

  const ladder = [{ width: 64, format: 'webp' }] as const;
  async function render(bytes: Uint8Array, memoryBytes: number) {
    const sourcePath = join(directory, 'source');
    await writeFile(sourcePath, bytes);
    await using images = createSharpImages({ concurrency: 1, limits: { memoryBytes }, scratch: directory });
    const outcome = await images.render({ sourcePath, outputDirectory: directory, ladder });
    return { outcome };
  }

  it('is reported with a remedy for an interlaced picture, before decoding', async () => {
    const { outcome } = await render(makeInterlacedPng(1500), 140_000_000);
    assert.ok(outcome.outcome === 'refused', JSON.stringify(outcome));
    assert.equal(outcome.reason, 'too-large');
    assert.match(
      outcome.detail,
      /is interlaced and takes about 160 MB of memory to decode, more than the 140 MB/u,
    );
    assert.match(outcome.detail, /Save it without that option, or make it smaller\.$/u);
  });

  it('allows an interlaced picture within the limit', async () => {
    const { outcome } = await render(makeInterlacedPng(1500), defaultImageLimits.memoryBytes);
    assert.equal(outcome.outcome, 'rendered', JSON.stringify(outcome));
  });

  it('does not depend on the coding of a picture that is not interlaced', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const;
    const picture = sharp({ create: { width: 1500, height: 1500, channels: 3, background: '#888', noise } });
    const { outcome } = await render(new Uint8Array(await picture.png().toBuffer()), 600_000_000);
    assert.equal(outcome.outcome, 'rendered');
  });
});
