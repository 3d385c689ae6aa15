import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sniffFormat } from './sniff-format.ts';

describe('sniffing a format', () => {
  const heads: [head: string, format: string | undefined][] = [
    ['\xff\xd8\xff\xe0', 'jpeg'],
    ['\x89PNG\r\n\x1a\n', 'png'],
    ['GIF87a', 'gif'],
    ['GIF89a', 'gif'],
    ['RIFF\x00\x00\x00\x00WEBPVP8 ', 'webp'],
    ['II*\x00', 'tiff'],
    ['MM\x00*', 'tiff'],
    ['\x00\x00\x00\x14ftypavif\x00\x00\x00\x00mif1', 'avif'],
    ['\x00\x00\x00\x14ftypheic\x00\x00\x00\x00mif1', 'heic'],
    ['\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1avif', 'avif'],
    ['\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic', 'heic'],
    ['\x00\x00\x00\x14ftypisom\x00\x00\x00\x00heic', undefined],
    ['RIFF\x00\x00\x00\x00WAVE', undefined],
    ['BM\x00\x00', undefined],
    ['\x00\x00\x00\x0cJXL \r\n\x87\n', undefined],
    ['\xff\x0a', undefined],
    ['%PDF-1.7', undefined],
    ['<svg xmlns="http://www.w3.org/2000/svg">', undefined],
    ['', undefined],
  ];
  for (const [head, format] of heads) {
    it(`takes ${JSON.stringify(head)} for ${format ?? 'nothing that we read'}`, () => {
      assert.equal(sniffFormat(Buffer.from(head, 'latin1')), format);
    });
  }
});
