import { readFile } from 'node:fs/promises';
import { describeTiffRaw } from '@vitrine/contract/file-formats.ts';
import sharp from 'sharp';
import { findCameraRaw } from './camera-raw.ts';
import { drawTiffSamples } from './draw-tiff-samples.ts';
import type { ImageLimits } from './image-limits.ts';
import { ImageRefusal, unsupportedKind } from './image-refusal.ts';
import { maximumTiffChannels, openImage } from './open-image.ts';
import { type OpenedImage, refuseImage } from './opened-image.ts';
import { planTiff } from './plan-tiff.ts';
import { openTiff } from './tiff-directory.ts';
import { describeTiffKind, photometrics, readTiffKind, sampleFormats, type TiffKind } from './tiff-kind.ts';

/** A TIFF file is its own Exif block. */
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
  const isDisguised = disguiseSamples(bytes, kind, plan.by === 'samples');
  const image = await openImage(path, 'tiff', limits, { describeKind, ...(isDisguised && { bytes }) });
  const blocks = { ...image.blocks, exif: bytes };
  if (plan.by === 'libvips') return { ...image, blocks };
  const source = isDisguised ? bytes : path;
  return {
    ...image,
    blocks,
    decode: (size) =>
      drawTiffSamples(
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
 * Has libvips take samples for plain ones that it would misread: CIELAB and YCbCr for RGB, and signed bytes, which programs
 * write for unsigned ones, for what they are meant to be. Changes the bytes in memory; nothing else reads these tags.
 */
function disguiseSamples(bytes: Buffer, kind: TiffKind, isDrawnFromSamples: boolean): boolean {
  const isForeign = [photometrics.lab, photometrics.iccLab, photometrics.yCbCr].includes(kind.photometric);
  const isLittle = bytes[0] === 0x49;
  const write = (value: number, at: number) =>
    isLittle ? bytes.writeUInt16LE(value, at) : bytes.writeUInt16BE(value, at);
  if (isDrawnFromSamples && isForeign) for (const at of kind.places.photometric) write(photometrics.rgb, at);
  const isSigned = kind.sampleFormat === sampleFormats.signed;
  if (isSigned) for (const at of kind.places.sampleFormat) write(sampleFormats.unsigned, at);
  return (isDrawnFromSamples && isForeign) || isSigned;
}
