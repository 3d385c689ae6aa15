import { openTiff, type TiffDirectory, type TiffReader } from './tiff-directory.ts';

const subfileTypeTag = 0x00fe;
const photometricTag = 0x0106;
const makeTag = 0x010f;
const subDirectoriesTag = 0x014a;
const dngVersionTag = 0xc612;
/** Colour filter array (TIFF/EP) and linear raw (DNG): sensor data, not a picture. */
const sensorPhotometrics = new Set([32803, 34892]);
const maximumDirectories = 32;

export type CameraRaw = { kind?: string; maker: string };

/** A TIFF that is a camera's raw file (CR2, NEF, ARW, DNG …), in which a decoder of TIFF finds at best a thumbnail. */
export function findCameraRaw(bytes: Buffer): CameraRaw | undefined {
  const reader = openTiff(bytes);
  const first = reader?.readDirectory(reader.firstAt);
  if (!reader || !first) return undefined;
  const maker = reader.readBytes(first.fields.get(makeTag)).toString('latin1', 0, 100);
  const kind = readMark(bytes) ?? (first.fields.has(dngVersionTag) ? 'DNG' : undefined);
  if (kind) return { kind, maker };
  const [subfileType = 0] = reader.readNumbers(first.fields.get(subfileTypeTag));
  const isThumbnail = Boolean(subfileType & 1) && first.fields.has(subDirectoriesTag);
  const holdsSensorData = listDirectories(reader, first).some((directory) => {
    const [photometric = 0] = reader.readNumbers(directory.fields.get(photometricTag));
    return sensorPhotometrics.has(photometric);
  });
  return isThumbnail || holdsSensorData ? { maker } : undefined;
}

/** Some makers mark their files right behind the header of TIFF. */
function readMark(bytes: Buffer): string | undefined {
  if (bytes.toString('latin1', 8, 10) === 'CR') return 'Canon CR2';
  return /^(IIII|MMMM)/.test(bytes.toString('latin1', 8, 12)) ? 'Phase One IIQ' : undefined;
}

function listDirectories(reader: TiffReader, first: TiffDirectory): TiffDirectory[] {
  const found: TiffDirectory[] = [];
  const queue = [first];
  for (let next = queue.shift(); next && found.length < maximumDirectories; next = queue.shift()) {
    found.push(next);
    const places = [...reader.readNumbers(next.fields.get(subDirectoriesTag)), next.nextAt];
    for (const at of places.slice(0, maximumDirectories)) {
      const directory = found.some((known) => known.at === at) ? undefined : reader.readDirectory(at);
      if (directory) queue.push(directory);
    }
  }
  return found;
}
