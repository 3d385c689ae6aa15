import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Photo, Rendition } from '../../api/types.ts';
import { gridSizes, photoSources, widestOf } from './photo-image.ts';

const rendition = (width: number, format: Rendition['format'] = 'webp'): Rendition => ({
  width,
  height: width / 8,
  format,
  url: `/${width}.${format}`,
});
const photo = (...renditions: Rendition[]) => ({ renditions }) as Photo;

describe('photoSources', () => {
  it('lists every WebP by its true width, also if the short side limits it', () => {
    const sources = photoSources(
      photo(rendition(12_000), rendition(1280), rendition(2560), rendition(5120, 'jpeg')),
    );
    assert.equal(sources?.srcSet, '/1280.webp 1280w, /2560.webp 2560w, /12000.webp 12000w');
    assert.equal(sources?.src, '/1280.webp');
  });

  it('zooms into the widest rendition', () => {
    assert.equal(widestOf(photo(rendition(2048), rendition(12_000), rendition(640)))?.url, '/12000.webp');
    assert.equal(widestOf(photo(rendition(1280, 'jpeg')))?.url, '/1280.jpeg');
    assert.equal(widestOf(photo()), undefined);
  });

  it('requests a cropped panorama as sharp as any other photo', () => {
    assert.match(gridSizes(4), /100vw, .* 1840px$/u);
    assert.match(gridSizes(4, 2), /200vw, .* 3680px$/u);
  });
});
