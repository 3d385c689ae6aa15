import { numbers } from './write-heif.ts';

/** XYZ of the primaries of sRGB under D50. */
const colorants = {
  rXYZ: [0.4361, 0.2225, 0.0139],
  gXYZ: [0.3851, 0.7169, 0.0971],
  bXYZ: [0.1431, 0.0606, 0.7141],
};
const d50 = [0.9642, 1, 0.8249];

export type PlainProfile = {
  space: 'GRAY' | 'RGB ';
  gamma: number;
  /** Primaries, transfer, matrix and range of ITU-T H.273. */
  cicp?: [primaries: number, transfer: number, matrix: number, range: number];
};

/** Writes an ICC profile of one curve: ICC.1:2022 7.2, 8.3 and 10. */
export function writeIccProfile({ space, gamma, cicp }: PlainProfile): Buffer {
  const curve = Buffer.concat([
    Buffer.from('curv\0\0\0\0\0\0\0\x01', 'latin1'),
    numbers(2, Math.round(256 * gamma), 0),
  ]);
  const tags: [string, Buffer][] =
    space === 'GRAY'
      ? [['kTRC', curve]]
      : [
          ...Object.entries(colorants).map(([name, xyz]): [string, Buffer] => [name, writeXyz(xyz)]),
          ...['rTRC', 'gTRC', 'bTRC'].map((name): [string, Buffer] => [name, curve]),
        ];
  tags.push(['wtpt', writeXyz(d50)]);
  if (cicp) tags.push(['cicp', Buffer.concat([Buffer.from('cicp\0\0\0\0', 'latin1'), numbers(1, ...cicp)])]);
  const tableLength = 4 + 12 * tags.length;
  let at = 128 + tableLength;
  const table = [numbers(4, tags.length)];
  for (const [name, content] of tags) {
    table.push(Buffer.from(name, 'latin1'), numbers(4, at, content.length));
    at += content.length;
  }
  const header = Buffer.alloc(128);
  header.writeUInt32BE(at, 0);
  header.writeUInt32BE(0x0400_0000, 8);
  header.write(`mntr${space}XYZ `, 12, 'latin1');
  header.write('acsp', 36, 'latin1');
  writeXyz(d50).copy(header, 68, 8);
  return Buffer.concat([header, ...table, ...tags.map(([, content]) => content)]);
}

function writeXyz(values: number[]): Buffer {
  const fixed = values.map((value) => Math.round(65_536 * value));
  return Buffer.concat([Buffer.from('XYZ \0\0\0\0', 'latin1'), numbers(4, ...fixed)]);
}
