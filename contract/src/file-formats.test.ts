import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeOther, describeTiffRaw, findFormat } from './file-formats.ts';

const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const brand = (major: string, ...others: string[]) =>
  `\0\0\0${String.fromCharCode(16 + 4 * others.length)}ftyp${major}\0\0\0\0${others.join('')}`;

describe('finding a format', () => {
  const taken: [head: string, format: string][] = [
    ['\xff\xd8\xff\xe0', 'jpeg'],
    ['\x89PNG\r\n\x1a\n', 'png'],
    ['GIF87a', 'gif'],
    ['GIF89a', 'gif'],
    ['RIFF\0\0\0\0WEBPVP8 ', 'webp'],
    ['II*\0', 'tiff'],
    ['MM\0*', 'tiff'],
    [brand('avif', 'mif1'), 'avif'],
    [brand('heic', 'mif1'), 'heic'],
    [brand('mif1', 'avif'), 'avif'],
    [brand('mif1', 'heic'), 'heic'],
  ];
  for (const [head, format] of taken)
    it(`recognises ${JSON.stringify(head)} as ${format}`, () => {
      assert.deepEqual(findFormat(bytesOf(head)), { taken: format });
    });

  const others: [head: string, name: string][] = [
    ['\0\0\0\x0cJXL \r\n\x87\n', 'a JPEG XL picture'],
    ['\xff\x0a', 'a JPEG XL picture'],
    ['\0\0\0\x0cjP  \r\n\x87\n', 'a JPEG 2000 picture'],
    ['\xff\x4f\xff\x51', 'a JPEG 2000 picture'],
    ['BM\x36\0\0\0\0\0\0\0', 'a BMP picture'],
    ['8BPS\0\x01', 'a Photoshop file (PSD)'],
    ['\x76\x2f\x31\x01', 'an OpenEXR picture'],
    ['#?RADIANCE\n', 'a Radiance HDR picture'],
    ['%PDF-1.7', 'a PDF document'],
    ['<svg xmlns="http://www.w3.org/2000/svg">', 'an SVG drawing'],
    ['\xef\xbb\xbf<?xml version="1.0"?>\n<!-- drawn -->\n<svg>', 'an SVG drawing'],
    ['<!DOCTYPE html><title>x</title>', 'a web page'],
    ['PK\x03\x04', 'a ZIP archive'],
    [brand('qt  '), 'a QuickTime video (MOV)'],
    ['\0\0\0\x08wide\0\0\0\0mdat', 'a QuickTime video (MOV)'],
    [brand('isom', 'heic'), 'an MP4 video'],
    [brand('mp42'), 'an MP4 video'],
    [brand('3gp5'), 'a 3GP video'],
    ['\x1a\x45\xdf\xa3', 'a WebM or Matroska video'],
    ['RIFF\0\0\0\0AVI ', 'an AVI video'],
    ['RIFF\0\0\0\0WAVE', 'a WAV sound file'],
    [brand('crx ', 'isom'), 'a camera’s raw file (Canon CR3)'],
    ['II\x1a\0\0\0HEAPCCDR', 'a camera’s raw file (Canon CRW)'],
    ['FUJIFILMCCD-RAW 0201', 'a camera’s raw file (Fujifilm RAF)'],
    ['IIU\0\x08\0\0\0', 'a camera’s raw file (Panasonic or Leica RW2)'],
    ['IIRO\x08\0\0\0', 'a camera’s raw file (Olympus ORF)'],
    ['IIRS\x08\0\0\0', 'a camera’s raw file (Olympus ORF)'],
    ['FOVb\0\0\x02\0', 'a camera’s raw file (Sigma X3F)'],
    ['\0MRM', 'a camera’s raw file (Minolta MRW)'],
  ];
  for (const [head, name] of others)
    it(`recognises ${name} by ${JSON.stringify(head)} as unsupported`, () => {
      const found = findFormat(bytesOf(head));
      assert.equal(found && 'other' in found && found.other.name, name);
    });

  for (const head of ['', 'BM is short for bitmap', 'RIFF\0\0\0\0ABCD', 'hello', 'II*'])
    it(`recognises no format in ${JSON.stringify(head)}`, () => {
      assert.equal(findFormat(bytesOf(head)), undefined);
    });
});

describe('the refusal of a format', () => {
  it('names the format, the supported formats and a remedy', () => {
    const found = findFormat(bytesOf('\xff\x0a'));
    assert.equal(
      describeOther(found && 'other' in found ? found.other : undefined),
      'This is a JPEG XL picture. Vitrine supports JPEG, PNG, GIF, WebP, AVIF, HEIC and TIFF. Export it as JPEG.',
    );
  });

  it('lists the supported formats for an unknown file', () => {
    assert.match(
      describeOther(undefined),
      /^This is not a picture in a known format\. Vitrine supports JPEG, .* TIFF\.$/,
    );
  });

  for (const [maker, name] of [
    ['NIKON CORPORATION', 'Nikon NEF'],
    ['SONY', 'Sony ARW'],
    ['RICOH IMAGING COMPANY, LTD.', 'Pentax PEF'],
    ['SAMSUNG', 'Samsung SRW'],
    ['Hasselblad', 'Hasselblad 3FR'],
  ] as const)
    it(`names the raw file of ${maker} in TIFF`, () => {
      assert.ok(
        describeTiffRaw({ maker }).startsWith(`This is a camera’s raw file (${name}). Vitrine supports JPEG`),
      );
    });

  it('prefers the kind of a raw file to its maker', () => {
    assert.ok(
      describeTiffRaw({ kind: 'DNG', maker: 'LEICA' }).startsWith('This is a camera’s raw file (DNG).'),
    );
    assert.ok(describeTiffRaw({ maker: 'nobody' }).startsWith('This is a camera’s raw file. Vitrine'));
  });
});
