import type { Random } from './random.ts';

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
