import { srgb } from './color-encoding.ts';
import { applyMatrix, convertXyz } from './color-matrices.ts';
import { encodeForDisplay } from './linear-light.ts';

const d50 = [0.34567, 0.3585] as const;
const toSrgb = convertXyz(d50, srgb.chromaticities);
const white = [d50[0] / d50[1], 1, (1 - d50[0] - d50[1]) / d50[1]] as const;

/** CIELAB under D50, as editors write it, in sRGB with 8 bits: ISO 11664-4. */
export function drawLab(lightness: number, a: number, b: number): [red: number, green: number, blue: number] {
  const y = (lightness + 16) / 116;
  const xyz = [white[0] * uncube(y + a / 500), uncube(y), white[2] * uncube(y - b / 200)] as const;
  const [red, green, blue] = applyMatrix(toSrgb, xyz);
  return [encodeForDisplay(red), encodeForDisplay(green), encodeForDisplay(blue)];
}

function uncube(value: number): number {
  return value > 6 / 29 ? value ** 3 : 3 * (6 / 29) ** 2 * (value - 4 / 29);
}
