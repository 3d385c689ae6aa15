import { bt2020Primaries, type ColorEncoding, isHdr, srgb } from './color-encoding.ts';
import { convertPrimaries, weighLuminance } from './color-matrices.ts';
import { encodeForDisplay, referenceWhite, tabulateLight } from './linear-light.ts';
import type { RawImage } from './opened-image.ts';
import { createToneMap } from './tone-map.ts';

/** Red, green and blue, with or without alpha; `maximum` is white and opaque. */
export type Samples = {
  data: Uint8Array | Uint16Array;
  maximum: number;
  info: { width: number; height: number; channels: 3 | 4 };
};

type RawPixels = { data: Buffer; info: { width: number; height: number; channels: number } };

/** Takes what sharp gives for raw pixels, 16 bits each or 8, in red, green, blue and perhaps alpha. */
export function toSamples({ data, info }: RawPixels, isDeep: boolean): Samples {
  const { width, height, channels } = info;
  if (channels !== 3 && channels !== 4) throw new Error(`${channels} channels are not red, green and blue`);
  const shape = { width, height, channels: channels === 4 ? (4 as const) : (3 as const) };
  if (!isDeep) return { data, maximum: 255, info: shape };
  return {
    data: new Uint16Array(data.buffer, data.byteOffset, data.length / 2),
    maximum: 65_535,
    info: shape,
  };
}

/** Peak and exponent of the display that HLG is made for: ITU-R BT.2100 table 5. */
const hlgPeak = 1000;
const hlgGamma = 1.2;

/** Draws coded colours as a browser shows them on an ordinary screen: in sRGB, clipped where that ends. */
export function drawForDisplay({ data, maximum, info }: Samples, encoding: ColorEncoding): RawImage {
  const { channels } = info;
  const light = tabulateLight(encoding, maximum);
  const findGain = isHdr(encoding) ? createGain(encoding) : () => 1;
  const [a, b, c, d, e, f, g, h, i] = convertPrimaries(encoding.chromaticities, srgb.chromaticities);
  const drawn = Buffer.alloc(data.length);
  for (let at = 0; at < data.length; at += channels) {
    const red = light[data[at] ?? 0] ?? 0;
    const green = light[data[at + 1] ?? 0] ?? 0;
    const blue = light[data[at + 2] ?? 0] ?? 0;
    const gain = findGain(red, green, blue);
    drawn[at] = encodeForDisplay(gain * (a * red + b * green + c * blue));
    drawn[at + 1] = encodeForDisplay(gain * (d * red + e * green + f * blue));
    drawn[at + 2] = encodeForDisplay(gain * (g * red + h * green + i * blue));
    if (channels === 4) drawn[at + 3] = Math.round((255 * (data[at + 3] ?? 0)) / maximum);
  }
  return { data: drawn, info };
}

type Gain = (red: number, green: number, blue: number) => number;

/** Tone mapping takes the brightest light between the primaries of BT.2020, whatever those of the picture are. */
function createGain({ chromaticities, transfer, peak }: ColorEncoding): Gain {
  const [a, b, c, d, e, f, g, h, i] = convertPrimaries(chromaticities, bt2020Primaries);
  const toneMap = createToneMap(peak);
  const map: Gain = (red, green, blue) =>
    toneMap(
      Math.max(
        a * red + b * green + c * blue,
        d * red + e * green + f * blue,
        g * red + h * green + i * blue,
      ),
    );
  if (transfer !== 'hlg') return map;
  const [weightRed, weightGreen, weightBlue] = weighLuminance(chromaticities);
  return (red, green, blue) => {
    const luminance = weightRed * red + weightGreen * green + weightBlue * blue;
    const shown = (hlgPeak / referenceWhite) * luminance ** (hlgGamma - 1);
    return shown * map(shown * red, shown * green, shown * blue);
  };
}
