import { readFile } from 'node:fs/promises';
import { describeTiffRaw } from '@vitrine/contract/file-formats.ts';
import sharp from 'sharp';
import { type ImageLimits, ImageRefusal, unsupportedKind } from '../image-limits.ts';
import { maximumTiffChannels, openImage } from './open-image.ts';
import { type OpenedImage, refuseImage } from './opened-image.ts';
import { openTiff, type TiffDirectory, type TiffReader } from './tiff-directory.ts';
import { describeTiffKind, photometrics, readTiffKind, sampleFormats, type TiffKind } from './tiff-kind.ts';
import { planTiff } from './tiff-plan.ts';
import { decodeTiffSamples } from './tiff-samples.ts';

/** Opens a TIFF. The whole file serves as its Exif block. */
export async function openTiffImage(path: string, limits: ImageLimits): Promise<OpenedImage> {
  const bytes = await readFile(path);
  const raw = findCameraRaw(bytes);
  if (raw) throw new ImageRefusal('unsupported', describeTiffRaw(raw));
  const reader = openTiff(bytes);
  const directory = reader?.readDirectory(reader.firstAt);
  if (!reader || !directory) throw new ImageRefusal('corrupt', 'The picture is damaged.');
  const kind = readTiffKind(reader, directory);
  const plan = planTiff(kind);
  const describeKind = () => describeTiffKind(kind);
  if (plan.by === 'nothing') throw unsupportedKind('TIFF', describeKind());
  const isRetagged = retagSamples(bytes, kind, plan.by === 'samples');
  const image = await openImage(path, 'tiff', limits, { describeKind, ...(isRetagged && { bytes }) });
  const blocks = { ...image.blocks, exif: bytes };
  if (plan.by === 'libvips') return { ...image, blocks };
  const source = isRetagged ? bytes : path;
  return {
    ...image,
    blocks,
    decode: (size) =>
      decodeTiffSamples(
        {
          kind,
          plan,
          open: ({ ignoreIcc }) =>
            sharp(source, {
              failOn: 'error',
              limitInputPixels: limits.pixels,
              limitInputChannels: maximumTiffChannels,
              ignoreIcc,
            }),
          refuse: (error) => refuseImage(error, 'TIFF', describeKind()),
        },
        size,
      ),
  };
}

/**
 * Changes tags in memory so that libvips does not misread the samples: CIELAB and YCbCr become RGB, and signed bytes
 * become unsigned, which programs mean by them. Nothing else reads these tags.
 */
function retagSamples(bytes: Buffer, kind: TiffKind, isDrawnFromSamples: boolean): boolean {
  const isForeign = [photometrics.lab, photometrics.iccLab, photometrics.yCbCr].includes(kind.photometric);
  const isLittle = bytes[0] === 0x49;
  const write = (value: number, at: number) =>
    isLittle ? bytes.writeUInt16LE(value, at) : bytes.writeUInt16BE(value, at);
  if (isDrawnFromSamples && isForeign) for (const at of kind.offsets.photometric) write(photometrics.rgb, at);
  const isSigned = kind.sampleFormat === sampleFormats.signed;
  if (isSigned) for (const at of kind.offsets.sampleFormat) write(sampleFormats.unsigned, at);
  return (isDrawnFromSamples && isForeign) || isSigned;
}

const subfileTypeTag = 0x00fe;
const photometricTag = 0x0106;
const makeTag = 0x010f;
const subDirectoriesTag = 0x014a;
const dngVersionTag = 0xc612;
/** Colour filter array (TIFF/EP) and linear raw (DNG) contain sensor data, not a picture. */
const sensorPhotometrics = new Set([32803, 34892]);
const maximumDirectories = 32;

type CameraRaw = { kind?: string; maker: string };

/** Detects a camera's raw file (CR2, NEF, ARW, DNG …), in which a TIFF decoder finds only a thumbnail. */
function findCameraRaw(bytes: Buffer): CameraRaw | undefined {
  const reader = openTiff(bytes);
  const first = reader?.readDirectory(reader.firstAt);
  if (!reader || !first) return undefined;
  const maker = reader.readBytes(first.fields.get(makeTag)).toString('latin1', 0, 100);
  const kind = readSignature(bytes) ?? (first.fields.has(dngVersionTag) ? 'DNG' : undefined);
  if (kind) return { kind, maker };
  const [subfileType = 0] = reader.readNumbers(first.fields.get(subfileTypeTag));
  const isThumbnail = Boolean(subfileType & 1) && first.fields.has(subDirectoriesTag);
  const holdsSensorData = listDirectories(reader, first).some((directory) => {
    const [photometric = 0] = reader.readNumbers(directory.fields.get(photometricTag));
    return sensorPhotometrics.has(photometric);
  });
  return isThumbnail || holdsSensorData ? { maker } : undefined;
}

/** Some makers write a signature directly after the TIFF header. */
function readSignature(bytes: Buffer): string | undefined {
  if (bytes.toString('latin1', 8, 10) === 'CR') return 'Canon CR2';
  return /^(IIII|MMMM)/.test(bytes.toString('latin1', 8, 12)) ? 'Phase One IIQ' : undefined;
}

function listDirectories(reader: TiffReader, first: TiffDirectory): TiffDirectory[] {
  const found: TiffDirectory[] = [];
  const queue = [first];
  for (let next = queue.shift(); next && found.length < maximumDirectories; next = queue.shift()) {
    found.push(next);
    const offsets = [...reader.readNumbers(next.fields.get(subDirectoriesTag)), next.nextAt];
    for (const at of offsets.slice(0, maximumDirectories)) {
      const directory = found.some((known) => known.at === at) ? undefined : reader.readDirectory(at);
      if (directory) queue.push(directory);
    }
  }
  return found;
}
