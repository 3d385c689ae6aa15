import { type Color, darken } from './colors.ts';
import { createNoise } from './fractal-noise.ts';
import type { Scene } from './landscape-scene.ts';
import type { Random } from './random.ts';
import { type Point, path, polygon } from './svg.ts';

/** Along a ridge: denser and taller where the noise says forest, bigger the nearer it is. */
export function drawForest(
  { random, height, shore }: Scene,
  ridge: { line: readonly Point[]; nearness: number; color: Color },
): string {
  const forest = createNoise(random, 3);
  const scale = height * (shore ? 0.012 + 0.022 * ridge.nearness : 0.008 + 0.062 * ridge.nearness ** 3);
  const gap = Math.max(1, Math.round((scale * 0.3) / 2.5));
  let trees = '';
  for (let at = 0; at < ridge.line.length; at += Math.max(1, Math.round(gap * random.between(0.5, 1.6)))) {
    const [x, y] = ridge.line[at] ?? [0, 0];
    const density = forest(x / 170);
    if (density < -0.12) continue;
    const size = scale * random.between(0.55, 1.1) * (0.75 + 0.7 * Math.max(0, density));
    trees += drawConifer(random, x, y + size * 0.12, size);
  }
  return path(trees, `fill="${darken(ridge.color, 0.16 + 0.2 * ridge.nearness)}"`);
}

/** A spruce as a path: boughs that widen downwards, no two sides alike. */
export function drawConifer(random: Random, x: number, foot: number, size: number): string {
  const tiers = size > 40 ? 11 : size > 14 ? 7 : 4;
  const spread = size * random.between(0.17, 0.25);
  const left: Point[] = [];
  const right: Point[] = [];
  for (let tier = 1; tier <= tiers; tier += 1) {
    const share = tier / tiers;
    const y = foot - size + size * 0.94 * share;
    const reach = spread * share ** 0.85;
    const droop = (size / tiers) * 0.22;
    right.push([x + reach * random.between(0.78, 1.1), y + droop], [x + reach * 0.42, y - droop * 0.5]);
    left.push([x - reach * random.between(0.78, 1.1), y + droop], [x - reach * 0.42, y - droop * 0.5]);
  }
  const trunk = Math.max(0.5, size * 0.018);
  return polygon([[x, foot - size], ...right, [x + trunk, foot], [x - trunk, foot], ...left.reverse()]);
}
