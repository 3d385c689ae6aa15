/** The side of a tile with four quarters: red and green above, blue and yellow below. */
const tileSide = 512;

const tileSetup = [
  'AQNwAAAAkAAAAAAAWvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAWroCQGEAAQArQgEBA3AAAAMAkAAAAwAAAwBaoAQCAIBZbq',
  'SSmubgIaDAgAAADIAAAAMAhGIAAQAHRAHBcrBiQA==',
].join('');

const tileData = [
  'AAACRigBrxMQdzIjRmVOhOUzwJ//7EqP/2588Pu7BrVD0Vd3Sbu/HI8G4qAAA+Y/3H5vvX97Av/h7cGe3/0qBPAAC+AAAAMANyCi5Hg3FQAAIQ',
  'AAMhMOgRktQqC9LM5tQAJKMBRVP6HQ8+whA2htuz+ZOoIV4ZioQ1MsiI//ONSk/CosB38609E723NACbAF+AyokwAAtgAEWAAFCgN6umBwxDyW',
  'KiIAT4xiS0Wh59hCBtDbdn8ydRjIlb2hXGYfER/+calJ+FYo8WA097D4/7AAAAMAAAMA1ICHAAADAAADAAAdgPC6fNCoL0szm1ADkLWaSf7dXI',
  'As/bY7RrJQAx1Vm2N4pmHxEf/nGpSfhW6lNy6tew+P+wAAAwAAAwAtIAlfTMz//xCeR/L8G//GmS5WClAE0oSRXtaX/9//XUzf+I4Lf3E6+Vxr',
  'H3+SA2ghJDUjkgAAAwAAAwAAIpOgipiuxGO4Cwih4RLc3bIBlFq5WCAEUIGkYAMxQHeBSDE8xL2bhjAuD+T0AEMpNY9GYCu/d2OUsMEAS24vr/',
  '4T0AAAAwAAAwBbQAAAAwAAAwABZo3IMYcnXHjJ2jmUGAkdX2gM4xGHgysd4lgAzFAd4FIMTzEvZuGOTeuy8QAQyk1j0ZgK793Y5SyBo/V17+8f',
  'mC3gAAADAAApIAAAAwAAAwAExXzbyYrsRjuAsIoeES3N2yAhCAab1UvA0jABmKA7wKQYnmJezcMd29dl4gAhlJrHozAV37uxyllER+xs3+Q/VU',
  'XAAAADAABVQA==',
].join('');

/** `irot` turns by quarters counter-clockwise, `imir` mirrors along an axis. */
export type GridTurn = { type: 'irot' | 'imir'; value: number };
type GridOptions = { width: number; height: number; turn?: GridTurn };

/**
 * Writes an HEIC file with a grid of tiles, as phones do. All tiles share their bytes, so a large picture is a small
 * file.
 */
export function writeHeicGrid({ width, height, turn }: GridOptions): Buffer {
  const [columns, rows] = [Math.ceil(width / tileSide), Math.ceil(height / tileSide)];
  const tileIds = Array.from({ length: columns * rows }, (_, index) => index + 2);
  const data = Buffer.from(tileData, 'base64');
  const grid = Buffer.concat([Buffer.from([0, 1, rows - 1, columns - 1]), u32(width), u32(height)]);
  const properties = [
    box('hvcC', Buffer.from(tileSetup, 'base64')),
    box('ispe', u32(0), u32(tileSide), u32(tileSide)),
    box('ispe', u32(0), u32(width), u32(height)),
    ...(turn ? [box(turn.type, Buffer.of(turn.value))] : []),
  ];
  const owned = [
    Buffer.concat([u16(1), turn ? Buffer.of(2, 3, 0x84) : Buffer.of(1, 3)]),
    ...tileIds.map((id) => Buffer.concat([u16(id), Buffer.of(2, 0x81, 2)])),
  ];
  const writeMeta = (dataAt: number) =>
    box(
      'meta',
      u32(0),
      box('hdlr', u32(0), u32(0), Buffer.from('pict', 'latin1'), Buffer.alloc(13)),
      box('pitm', u32(0), u16(1)),
      box(
        'iinf',
        u32(0),
        u16(tileIds.length + 1),
        ...[1, ...tileIds].map((id) =>
          box(
            'infe',
            u32(id === 1 ? 0x0200_0000 : 0x0200_0001),
            u16(id),
            u16(0),
            Buffer.from(id === 1 ? 'grid\0' : 'hvc1\0', 'latin1'),
          ),
        ),
      ),
      box('iref', u32(0), box('dimg', u16(1), u16(tileIds.length), ...tileIds.map(u16))),
      box('iprp', box('ipco', ...properties), box('ipma', u32(0), u32(owned.length), ...owned)),
      box(
        'iloc',
        u32(0x0100_0000),
        Buffer.of(0x44, 0),
        u16(tileIds.length + 1),
        u16(1),
        u16(1), // in `idat`
        u16(0),
        u16(1),
        u32(0),
        u32(grid.length),
        ...tileIds.flatMap((id) => [u16(id), u16(0), u16(0), u16(1), u32(dataAt), u32(data.length)]),
      ),
      box('idat', grid),
    );
  const type = box('ftyp', Buffer.from('heic\0\0\0\0mif1heic', 'latin1'));
  const dataAt = type.length + writeMeta(0).length + 8;
  return Buffer.concat([type, writeMeta(dataAt), box('mdat', data)]);
}

function box(type: string, ...payload: Buffer[]): Buffer {
  const body = Buffer.concat(payload);
  return Buffer.concat([u32(8 + body.length), Buffer.from(type, 'latin1'), body]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
