import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nameCamera } from './camera-name.ts';

describe('naming a camera', () => {
  const cameras: [make: string, model: string, expected: string | undefined][] = [
    ['EASTMAN KODAK COMPANY', 'KODAK DX6490 ZOOM DIGITAL CAMERA', 'Kodak DX6490'],
    ['Eastman Kodak Company', 'DC210 Zoom (V05.00)', 'Kodak DC210 Zoom (V05.00)'],
    ['Hewlett-Packard', 'HP PhotoSmart 318', 'HP PhotoSmart 318'],
    ['Hewlett-Packard Company', 'hp PhotoSmart 43x series', 'HP PhotoSmart 43x series'],
    ['HMD Global', 'Nokia X71', 'Nokia X71'],
    ['SONY', 'DSC-HX5V', 'Sony DSC-HX5V'],
    ['SONY', 'SONY DSC-HX5V', 'Sony DSC-HX5V'],
    ['SonyEricsson', 'K750i', 'Sony Ericsson K750i'],
    ['NIKON CORPORATION', 'NIKON D750', 'Nikon D750'],
    ['NIKON', 'COOLPIX P900', 'Nikon COOLPIX P900'],
    ['Canon', 'Canon EOS 7D', 'Canon EOS 7D'],
    ['OLYMPUS IMAGING CORP.  ', 'E-M5            ', 'Olympus E-M5'],
    ['OLYMPUS OPTICAL CO.,LTD', 'C-2020Z', 'Olympus C-2020Z'],
    ['OM Digital Solutions', 'OM-1', 'OM System OM-1'],
    ['FUJIFILM', 'X-T5', 'Fujifilm X-T5'],
    ['FUJI PHOTO FILM CO., LTD.', 'FinePix 6900ZOOM', 'Fujifilm FinePix 6900ZOOM'],
    ['RICOH IMAGING COMPANY, LTD.', 'PENTAX K-1', 'Pentax K-1'],
    ['RICOH', 'RICOH GR III', 'Ricoh GR III'],
    ['LEICA CAMERA AG', 'LEICA Q2', 'Leica Q2'],
    ['CASIO COMPUTER CO.,LTD.', 'EX-Z750', 'Casio EX-Z750'],
    ['KONICA MINOLTA', 'DiMAGE A200', 'Konica Minolta DiMAGE A200'],
    ['Minolta Co., Ltd.', 'DiMAGE 7', 'Minolta DiMAGE 7'],
    ['SAMSUNG TECHWIN', 'SAMSUNG-WB500', 'Samsung WB500'],
    ['LG Electronics', 'LG-H870', 'LG H870'],
    ['LGE', 'Nexus 5', 'LG Nexus 5'],
    ['Phase One', 'IQ4 150MP', 'Phase One IQ4 150MP'],
    ['Apple', 'iPhone 15 Pro', 'Apple iPhone 15 Pro'],
    ['Praktica', 'Praktica DC 21', 'Praktica DC 21'],
    ['Aiptek International Inc.', 'Pocket DV', 'Aiptek International Pocket DV'],
    ['Canonet', 'QL17', 'Canonet QL17'],
    ['', 'NIKON D70', 'Nikon D70'],
    ['', 'X1', 'X1'],
    ['Canon', '', 'Canon'],
    ['Canon', 'Canon', 'Canon'],
    ['Concord', 'DIGITAL CAMERA', 'Concord DIGITAL CAMERA'],
    ['', '', undefined],
  ];
  for (const [make, model, expected] of cameras)
    it(`turns ${JSON.stringify(make)} ${JSON.stringify(model)} into ${expected ?? 'no name'}`, () => {
      assert.equal(nameCamera(make, model), expected);
    });

  it('limits the length of names that it reads', () => {
    const name = nameCamera(` ${'x, '.repeat(100_000)}`, `${' -'.repeat(100_000)}y`);
    assert.ok(name && name.length <= 100);
  });
});
