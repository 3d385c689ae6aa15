import type { Random } from '../../server/src/entry/seed/photo-details.ts';

/** `#rrggbb`. */
export type Color = string;

/** From `from` (0) to `to` (1), by equal steps for the eye: https://bottosson.github.io/posts/oklab/ */
export function mix(from: Color, to: Color, share: number): Color {
  const [a, b] = [toOklab(from), toOklab(to)];
  return fromOklab([0, 1, 2].map((i) => (a[i] ?? 0) + ((b[i] ?? 0) - (a[i] ?? 0)) * share));
}

export const lighten = (color: Color, share: number) => mix(color, '#ffffff', share);
export const darken = (color: Color, share: number) => mix(color, '#05060a', share);

const toLinear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const fromLinear = (value: number) =>
  value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;

function toOklab(color: Color): number[] {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) =>
    toLinear(Number.parseInt(color.slice(at, at + 2), 16) / 255),
  );
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness = 0, a = 0, b = 0]: number[]): Color {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const channels = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  const digits = channels.map((channel) => {
    const byte = Math.round(fromLinear(Math.min(1, Math.max(0, channel))) * 255);
    return byte.toString(16).padStart(2, '0');
  });
  return `#${digits.join('')}`;
}

export type Noise = (x: number) => number;

/** Smooth noise over a line, octave upon octave, from about -1 to 1. */
export function createNoise(random: Random, octaves: number, roughness = 0.5): Noise {
  const layers = Array.from({ length: octaves }, (_, octave) => ({
    values: Array.from({ length: 256 }, () => random.between(-1, 1)),
    frequency: 2 ** octave,
    weight: roughness ** octave,
  }));
  const total = layers.reduce((sum, { weight }) => sum + weight, 0);
  return (x) => {
    let sum = 0;
    for (const { values, frequency, weight } of layers) sum += weight * valueAt(values, x * frequency);
    return sum / total;
  };
}

function valueAt(values: readonly number[], x: number): number {
  const left = Math.floor(x);
  const share = x - left;
  const ease = share * share * share * (share * (share * 6 - 15) + 10);
  const from = values[left & 255] ?? 0;
  return from + ((values[(left + 1) & 255] ?? 0) - from) * ease;
}

/** Sharp crests where the noise crosses zero, as water and ice cut them. */
export const ridged =
  (noise: Noise): Noise =>
  (x) =>
    1 - 2 * Math.abs(noise(x)) ** 0.8;

/** Flat tops with steep sides. */
export const terraced =
  (noise: Noise, steps: number): Noise =>
  (x) => {
    const scaled = noise(x) * steps;
    const step = Math.floor(scaled);
    const share = Math.min(1, Math.max(0, (scaled - step - 0.5) * 9 + 0.5));
    return (step + share) / steps;
  };

export type Point = readonly [x: number, y: number];

const short = (value: number) => String(Math.round(value * 10) / 10);

export const pathOf = (points: readonly Point[]) =>
  points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${short(x)} ${short(y)}`).join('');
export const polygon = (points: readonly Point[]) => (points.length > 2 ? `${pathOf(points)}Z` : '');

export type Stop = readonly [offset: number, color: Color, opacity?: number];

const stopsOf = (stops: readonly Stop[]) =>
  stops
    .map(
      ([offset, color, opacity = 1]) =>
        `<stop offset="${offset}" stop-color="${color}" stop-opacity="${opacity}"/>`,
    )
    .join('');

export const verticalGradient = (id: string, top: number, bottom: number, stops: readonly Stop[]) =>
  `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="${short(top)}" y2="${short(bottom)}">${stopsOf(stops)}</linearGradient>`;

export const radialGradient = (id: string, stops: readonly Stop[]) =>
  `<radialGradient id="${id}">${stopsOf(stops)}</radialGradient>`;

export const ellipse = (x: number, y: number, rx: number, ry: number, paint: string) =>
  `<ellipse cx="${short(x)}" cy="${short(y)}" rx="${short(rx)}" ry="${short(ry)}" ${paint}/>`;

export const path = (d: string, paint: string) => (d ? `<path d="${d}" ${paint}/>` : '');
