import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import sharp, { type Exif } from 'sharp';
import { readMetadata } from './read-metadata.ts';

describe('reading metadata', () => {
  it('describes how a photo was taken', async () => {
    const exif = await writeExif({
      IFD0: { Make: 'NIKON CORPORATION', Model: 'NIKON D750' },
      IFD2: {
        ExposureTime: '1/250',
        FNumber: '28/10',
        ISOSpeedRatings: '400',
        FocalLength: '85/1',
        LensModel: '85mm',
      },
    });
    const { camera, lens, focalLength, aperture, exposureTime, iso } = readMetadata({ exif });
    assert.deepEqual(
      { camera, lens, focalLength, aperture, exposureTime, iso },
      { camera: 'Nikon D750', lens: '85mm', focalLength: 85, aperture: 2.8, exposureTime: '1/250', iso: 400 },
    );
  });

  it('adds the maker to a model without it', async () => {
    const exif = await writeExif({ IFD0: { Make: 'Sony', Model: 'ILCE-7RM3' } });
    assert.equal(readMetadata({ exif }).camera, 'Sony ILCE-7RM3');
  });

  const dates: [what: string, written: string, offset: string, expected: string | undefined][] = [
    ['the time of the camera', '2024:06:01 10:00:00', '', '2024-06-01T10:00:00'],
    ['its offset', '2024:06:01 10:00:00', '+05:45', '2024-06-01T10:00:00+05:45'],
    ['no impossible offset', '2024:06:01 10:00:00', '+99:00', '2024-06-01T10:00:00'],
    ['the leap day of a leap year', '2024:02:29 10:00:00', '', '2024-02-29T10:00:00'],
    ['no leap day of another year', '2023:02:29 10:00:00', '', undefined],
    ['no impossible time', '2023:13:45 25:61:61', '', undefined],
    ['no time of a clock that was never set', '0000:00:00 00:00:00', '', undefined],
    ['no blank time', '    :  :     :  :  ', '', undefined],
    ['no time before photography', '1601:01:01 00:00:00', '', undefined],
  ];
  for (const [what, written, offset, expected] of dates) {
    it(`reads ${what}`, async () => {
      const exif = await writeExif({
        IFD2: { DateTimeOriginal: written, ...(offset && { OffsetTimeOriginal: offset }) },
      });
      assert.equal(readMetadata({ exif }).takenAt, expected);
    });
  }

  it('takes the time from Exif, then XMP, then IPTC, and last the time of digitization', async () => {
    const digitised = { DateTimeOriginal: '0000:00:00 00:00:00', DateTimeDigitized: '2023:09:10 20:59:18' };
    const scan = await writeExif({ IFD2: digitised });
    const exif = await writeExif({ IFD2: { ...digitised, DateTimeOriginal: '1967:08:09 10:11:12' } });
    const created = '<xmp:CreateDate>2022-01-02T03:04:05</xmp:CreateDate>';
    const dated = writeXmp(created);
    const xmp = writeXmp(`${created}<photoshop:DateCreated>1968-01-02T03:04:05Z</photoshop:DateCreated>`);
    const iptc = writeIptc([55, '19690203'], [60, '040506+0100']);
    assert.equal(readMetadata({ exif, xmp, iptc }).takenAt, '1967-08-09T10:11:12');
    assert.equal(readMetadata({ exif: scan, xmp, iptc }).takenAt, '1968-01-02T03:04:05+00:00');
    assert.equal(readMetadata({ exif: scan, xmp: dated, iptc }).takenAt, '1969-02-03T04:05:06+01:00');
    assert.equal(readMetadata({ exif: scan, xmp: dated }).takenAt, '2023-09-10T20:59:18');
    assert.equal(readMetadata({ xmp: dated }).takenAt, '2022-01-02T03:04:05');
  });

  const days: [what: string, found: object, expected: string | undefined][] = [
    ['IPTC without a time', { iptc: writeIptc([55, '20030830']) }, '2003-08-30'],
    ['IPTC with midnight for no time', { iptc: writeIptc([55, '20030830'], [60, '000000']) }, '2003-08-30'],
    [
      'IPTC with midnight and an offset',
      { iptc: writeIptc([55, '20030830'], [60, '000000-0500']) },
      '2003-08-30',
    ],
    ['IPTC with a blank time', { iptc: writeIptc([55, '20030830'], [60, '      ']) }, '2003-08-30'],
    ['IPTC with the day of Exif', { iptc: writeIptc([55, '2003:08:30']) }, '2003-08-30'],
    [
      'IPTC with the day of XMP and a time',
      { iptc: writeIptc([55, '2003-08-30'], [60, '10:00:05']) },
      '2003-08-30T10:00:05',
    ],
    ['IPTC without a day', { iptc: writeIptc([60, '100000+0200']) }, undefined],
    ['IPTC without a month', { iptc: writeIptc([55, '20030000']) }, undefined],
    ['XMP', { xmp: dateXmp('photoshop:DateCreated', '2003-08-30') }, '2003-08-30'],
    [
      'XMP with midnight for no time',
      { xmp: dateXmp('photoshop:DateCreated', '2003-08-30T00:00+02:00') },
      '2003-08-30',
    ],
    [
      'XMP of a camera at midnight',
      { xmp: dateXmp('exif:DateTimeOriginal', '2003-08-30T00:00:00') },
      '2003-08-30T00:00:00',
    ],
    ['XMP as digitised', { xmp: dateXmp('xmp:CreateDate', '2003-08-30') }, '2003-08-30'],
    ['XMP with an impossible day', { xmp: dateXmp('xmp:CreateDate', '2003-02-30') }, undefined],
    [
      'XMP in the form of Exif',
      { xmp: dateXmp('exif:DateTimeOriginal', '2019:07:04 09:05:03') },
      '2019-07-04T09:05:03',
    ],
    [
      'XMP in the form of Exif with an offset',
      { xmp: dateXmp('exif:DateTimeOriginal', '2019:07:04 09:05:03.25+02:00') },
      '2019-07-04T09:05:03+02:00',
    ],
    [
      'XMP in the form of Exif with the day alone',
      { xmp: dateXmp('exif:DateTimeOriginal', '2019:07:04') },
      '2019-07-04',
    ],
    [
      'XMP with a blank between day and time',
      { xmp: dateXmp('exif:DateTimeOriginal', '2019-07-04 09:05') },
      '2019-07-04T09:05:00',
    ],
    [
      'XMP with a comma for a fraction',
      { xmp: dateXmp('xmp:CreateDate', '2019-07-04T09:05:03,5Z') },
      '2019-07-04T09:05:03+00:00',
    ],
  ];
  for (const [what, found, expected] of days) {
    it(`reads the date and invents no time of day for ${what}`, () => {
      assert.equal(readMetadata(found).takenAt, expected);
    });
  }

  for (const written of ['2003:08:30', '2003:08:30   :  :  ', '2003:08:30 ', '2003-08-30'])
    it(`keeps the day of ${JSON.stringify(written)} in Exif without a time of day`, async () => {
      const exif = await writeExif({ IFD2: { DateTimeOriginal: written, OffsetTimeOriginal: '+02:00' } });
      assert.equal(readMetadata({ exif }).takenAt, '2003-08-30');
    });

  it('takes the time of day from another block if both name the same day', () => {
    const xmp = dateXmp('photoshop:DateCreated', '2003-08-30');
    const iptc = (day: string) => writeIptc([55, day], [60, '101112+0200']);
    assert.equal(readMetadata({ xmp, iptc: iptc('20030830') }).takenAt, '2003-08-30T10:11:12+02:00');
    assert.equal(readMetadata({ xmp, iptc: iptc('20030831') }).takenAt, '2003-08-30');
  });

  const taken = '2024:06:01 10:00:00';
  const offsets: [what: string, image: object, photo: object, expected: string][] = [
    [
      'that of digitising at the same second',
      {},
      { DateTimeDigitized: taken, OffsetTimeDigitized: '+05:45' },
      '+05:45',
    ],
    ['that of a change at the same second', { DateTime: taken }, { OffsetTime: '-03:00' }, '-03:00'],
    [
      'that of digitising if its own is blank',
      {},
      { OffsetTimeOriginal: '   :  ', DateTimeDigitized: taken, OffsetTimeDigitized: '+01:00' },
      '+01:00',
    ],
    [
      'its own before any other',
      { DateTime: taken },
      { OffsetTimeOriginal: '+09:00', OffsetTime: '+01:00' },
      '+09:00',
    ],
    ['none of a later change', { DateTime: '2024:06:02 10:00:00' }, { OffsetTime: '+01:00' }, ''],
    ['none of a scan', {}, { DateTimeDigitized: '2024:06:01 10:00:01', OffsetTimeDigitized: '+01:00' }, ''],
    ['none without the time that it belongs to', {}, { OffsetTime: '+01:00' }, ''],
  ];
  for (const [what, IFD0, photo, expected] of offsets) {
    it(`applies the right offset: ${what}`, async () => {
      const exif = await writeExif({ IFD0, IFD2: { DateTimeOriginal: taken, ...photo } });
      assert.equal(readMetadata({ exif }).takenAt, `2024-06-01T10:00:00${expected}`);
    });
  }

  it('reads camera and exposure from XMP if Exif has none', async () => {
    const xmp = writeXmp(`<tiff:Make>samsung</tiff:Make><tiff:Model>SM-G998B</tiff:Model>
      <exif:FNumber>28/10</exif:FNumber><exif:ExposureTime>1/250</exif:ExposureTime><exif:FocalLength>4.38</exif:FocalLength>
      <exif:ISOSpeedRatings><rdf:Seq><rdf:li>400</rdf:li></rdf:Seq></exif:ISOSpeedRatings>`);
    const expected = {
      camera: 'Samsung SM-G998B',
      focalLength: 4.4,
      aperture: 2.8,
      exposureTime: '1/250',
      iso: 400,
    };
    assert.deepEqual(readMetadata({ xmp }), expected);
    const exif = await writeExif({ IFD2: { ISOSpeedRatings: '100' } });
    assert.deepEqual(readMetadata({ exif, xmp }), { ...expected, iso: 100 });
  });

  it('ignores an impossible exposure in XMP', () => {
    const xmp = writeXmp(
      '<exif:FNumber>0/0</exif:FNumber><exif:ExposureTime>-1/2</exif:ExposureTime><exif:FocalLength>1e9</exif:FocalLength>',
    );
    assert.deepEqual(readMetadata({ xmp }), {});
  });

  const sensitivities: [written: object, expected: number][] = [
    [{ ISOSpeedRatings: '400', RecommendedExposureIndex: '320' }, 400],
    [{ ISOSpeedRatings: '65535', RecommendedExposureIndex: '102400' }, 102_400],
    [{ ISOSpeedRatings: '65535', StandardOutputSensitivity: '204800' }, 204_800],
    [{ ISOSpeedRatings: '65535' }, 65_535],
  ];
  for (const [written, expected] of sensitivities) {
    it(`reads ISO ${expected} of ${Object.keys(written).join(' and ')}`, async () => {
      assert.equal(readMetadata({ exif: await writeExif({ IFD2: written }) }).iso, expected);
    });
  }

  const locations: [what: string, latitude: string, longitude: string, expected: number[] | undefined][] = [
    ['a location in the south-west', '54/1 48/1 36/1', '68/1 18/1 0/1', [-54.81, -68.3]],
    ['no latitude of 999 degrees', '999/1 0/1 0/1', '1/1 0/1 0/1', undefined],
    ['no zero denominators', '1/0 0/0 0/0', '1/0 0/0 0/0', undefined],
    ['no 0,0', '0/1 0/1 0/1', '0/1 0/1 0/1', undefined],
  ];
  for (const [what, GPSLatitude, GPSLongitude, expected] of locations) {
    it(`reads ${what}`, async () => {
      const exif = await writeExif({
        IFD3: { GPSLatitudeRef: 'S', GPSLatitude, GPSLongitudeRef: 'W', GPSLongitude },
      });
      const { place } = readMetadata({ exif });
      assert.deepEqual(place && [place.latitude, place.longitude], expected);
    });
  }

  it('reads a location from XMP', () => {
    const xmp = writeXmp(
      '<exif:GPSLatitude>39,6.9N</exif:GPSLatitude><exif:GPSLongitude>108,24,3.6W</exif:GPSLongitude>',
    );
    assert.deepEqual(readMetadata({ xmp }).place, { latitude: 39.115, longitude: -108.401 });
  });

  it('reads texts from XMP, the default language first, with the five entities and no others', () => {
    const xmp = writeXmp(`
      <dc:title><rdf:Alt><rdf:li xml:lang="de">Hallo</rdf:li><rdf:li xml:lang="x-default">A &amp;lt; B &#233;</rdf:li></rdf:Alt></dc:title>
      <dc:subject><rdf:Bag><rdf:li>sea</rdf:li><rdf:li>sky</rdf:li><rdf:li>sea</rdf:li></rdf:Bag></dc:subject>`);
    const { title, keywords } = readMetadata({ xmp });
    assert.deepEqual({ title, keywords }, { title: 'A &lt; B é', keywords: ['sea', 'sky'] });
  });

  it('does not read XMP that defines entities', () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>';
    assert.deepEqual(readMetadata({ xmp: Buffer.from(bomb + writeXmp('<dc:title>&a;</dc:title>')) }), {});
  });

  it('reads IPTC in UTF-8 and in Latin-1, bare and within resources of Photoshop', () => {
    const bare = writeIptc(
      [5, 'Prärie'],
      [120, 'Zwei\rZeilen'],
      [25, 'bird'],
      [25, Buffer.from('\xe9t\xe9', 'latin1')],
    );
    const expected = { title: 'Prärie', description: 'Zwei\nZeilen', keywords: ['bird', 'été'] };
    assert.deepEqual(readMetadata({ iptc: bare }), expected);
    const other = Buffer.from('8BIM\x04\x25\0\0\0\0\0\x03abc\0', 'latin1');
    const head = Buffer.from('8BIM\x04\x04\0\0\0\0\0\0', 'latin1');
    head.writeUInt32BE(bare.length, 8);
    const wrapped = Buffer.concat([Buffer.from('Photoshop 3.0\0', 'latin1'), other, head, bare]);
    assert.deepEqual(readMetadata({ iptc: wrapped }), expected);
  });

  it('cleans every text and limits its length', () => {
    const iptc = writeIptc(
      [5, `x\u202egpj.exe\u202c\u0007${'y'.repeat(500)}`],
      [120, 'z'.repeat(20_000)],
      ...Array.from({ length: 80 }, (_, index): [number, string] => [25, `${index} ${'k'.repeat(100)}`]),
    );
    const { title = '', description = '', keywords = [] } = readMetadata({ iptc });
    assert.match(title, /^xgpj\.exey+$/);
    assert.deepEqual(
      [title.length, description.length, keywords.length, keywords[0]?.length],
      [200, 5000, 50, 64],
    );
  });

  it('drops the default text of cameras', async () => {
    const exif = await writeExif({ IFD0: { ImageDescription: 'OLYMPUS DIGITAL CAMERA         ' } });
    assert.equal(readMetadata({ exif }).description, undefined);
  });

  it('reads nothing from blocks of noise, and does not throw', () => {
    const noise = Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919) % 251));
    const headed = (head: string) => Buffer.concat([Buffer.from(head, 'latin1'), noise]);
    assert.deepEqual(
      readMetadata({ exif: headed('Exif\0\0II*\0\x08\0\0\0'), xmp: noise, iptc: headed('8BIM\x04\x04') }),
      {},
    );
  });
});

async function writeExif(exif: { IFD0?: object; IFD2?: object; IFD3?: object }): Promise<Buffer> {
  const dot = sharp({ create: { width: 1, height: 1, channels: 3, background: '#000' } });
  const { exif: block } = await sharp(
    await dot
      .withExif(exif as Exif)
      .jpeg()
      .toBuffer(),
  ).metadata();
  assert.ok(block);
  return block;
}

function writeXmp(properties: string): Buffer {
  return Buffer.from(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description rdf:about="">${properties}</rdf:Description></rdf:RDF></x:xmpmeta>`);
}

function dateXmp(name: string, value: string): Buffer {
  return writeXmp(`<${name}>${value}</${name}>`);
}

function writeIptc(...fields: [dataset: number, value: string | Buffer][]): Buffer {
  const parts = fields.map(([dataset, value]) => {
    const data = Buffer.from(value as string);
    const head = Buffer.from([0x1c, 2, dataset, 0, 0]);
    head.writeUInt16BE(data.length, 3);
    return Buffer.concat([head, data]);
  });
  return Buffer.concat(parts);
}
