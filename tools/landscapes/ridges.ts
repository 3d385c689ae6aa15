import type { Random } from '../../server/src/entry/seed/photo-details.ts';
import {
  type Color,
  createNoise,
  darken,
  lighten,
  mix,
  type Noise,
  type Point,
  path,
  polygon,
  ridged,
  terraced,
  verticalGradient,
} from './drawing.ts';
import type { Scene } from './scene.ts';

type Ridge = {
  id: string;
  /** 0 for the farthest, 1 for the nearest. */
  nearness: number;
  line: Point[];
  foot: number;
  rise: number;
  color: Color;
};

/** One behind the other, each a little darker and clearer than the one before, with mist between them. */
export function drawRidges(scene: Scene): string {
  const ridges = Array.from({ length: scene.ridges }, (_, at) => shapeRidge(scene, at));
  return ridges.map((ridge) => drawRidge(scene, ridge)).join('');
}

function shapeRidge(scene: Scene, at: number): Ridge {
  const { random, width, height, horizon, shore, palette, terrain } = scene;
  const nearness = at / (scene.ridges - 1);
  const lowest = shore ?? height * 1.02;
  // On land the ridges come down towards us; at a shore they all stand at the water.
  const foot = shore ?? horizon + (lowest - horizon) * (0.08 + 0.92 * nearness ** 1.5);
  const tallest = terrain === 'peaks' ? 0.34 : terrain === 'mesas' ? 0.24 : 0.15;
  const rise = shore
    ? (shore - horizon) * 0.25 + height * tallest * (1 - nearness) ** 1.3 + height * 0.02
    : height * tallest * (1 - 0.62 * nearness) * random.between(0.8, 1.15);
  const noise = shapeNoise(scene, nearness);
  const shift = random.between(0, 90);
  const zoom = (terrain === 'dunes' ? 1.6 : 2.4) + 1.3 * nearness;
  const line: Point[] = [];
  for (let x = -4; x <= width + 4; x += 2.5) {
    const lift = Math.max(0.02, 0.5 + 0.5 * noise(shift + (x / 1200) * zoom));
    line.push([x, foot - rise * lift]);
  }
  const color = mix(palette.haze, palette.near, 0.1 + 0.9 * nearness ** 1.15);
  return { id: `ridge${at}`, nearness, line, foot, rise, color };
}

function shapeNoise({ terrain, random }: Scene, nearness: number): Noise {
  if (terrain === 'peaks') {
    const crest = ridged(createNoise(random, 2, 0.45));
    const rock = createNoise(random, 7, 0.55);
    return (x) => 0.72 * crest(x * 0.8) + (0.5 - 0.2 * nearness) * rock(x * 2.2);
  }
  if (terrain === 'mesas') {
    const table = terraced(createNoise(random, 2, 0.4), 2);
    const rock = createNoise(random, 6, 0.6);
    return (x) => 1.15 * table(x) + 0.08 * rock(x * 4);
  }
  return createNoise(random, terrain === 'dunes' ? 2 : 5, terrain === 'dunes' ? 0.25 : 0.42);
}

function drawRidge(scene: Scene, ridge: Ridge): string {
  const { width, height, palette, shore } = scene;
  const { id, nearness, line, foot, rise, color } = ridge;
  const bottom = shore ?? height;
  const veil = (scene.isMisty ? 0.8 : 0.45) * (1 - nearness) + 0.08;
  const body = [...line, [width + 4, bottom] as const, [-4, bottom] as const];
  const top = Math.min(...line.map(([, y]) => y));
  return [
    verticalGradient(id, top, Math.min(bottom, foot + rise * 0.3), [
      [0, color],
      [0.35, mix(color, palette.haze, veil * 0.25)],
      [1, mix(color, palette.haze, veil)],
    ]),
    path(polygon(body), `fill="url(#${id})"`),
    drawShade(scene, ridge),
    palette.snow && scene.terrain === 'peaks' && nearness < 0.65 ? drawSnow(scene, ridge, palette.snow) : '',
    scene.hasTrees && nearness > 0.45 ? drawForest(scene, ridge) : '',
    scene.isMisty && nearness < 0.9 ? drawMist(scene, ridge) : '',
  ].join('');
}

/* The slopes that turn away from the light. */
function drawShade({ sun, terrain, palette }: Scene, { id, line, foot, color, nearness }: Ridge): string {
  if (terrain === 'hills') return '';
  const reach = terrain === 'dunes' ? 60 : 14;
  const depths = line.map(([x, y], at) => {
    const [, before] = line[Math.max(0, at - reach)] ?? [x, y];
    const [, after] = line[Math.min(line.length - 1, at + reach)] ?? [x, y];
    const falling = (after - before) * (x < sun.x ? -1 : 1);
    return Math.max(0, Math.min(1, falling / (reach * 3))) * (foot - y) * (terrain === 'dunes' ? 1.6 : 0.85);
  });
  const under = line
    .map(([x, y], at): Point => [x + (depths[at] ?? 0) * 0.35, y + (depths[at] ?? 0)])
    .reverse();
  const shadeId = `${id}shade`;
  const top = Math.min(...line.map(([, y]) => y));
  const dark = mix(darken(color, 0.55), palette.sky[0], 0.3);
  return (
    verticalGradient(shadeId, top, foot, [
      [0, dark, 0.42 - 0.12 * nearness],
      [1, dark, 0],
    ]) + path(polygon([...line, ...under]), `fill="url(#${shadeId})"`)
  );
}

function drawSnow({ random, palette }: Scene, { line, foot, rise, nearness }: Ridge, snow: Color): string {
  const edge = createNoise(random, 4, 0.7);
  const snowLine = rise * 0.52;
  const under = line
    .map(([x, y]): Point => {
      const above = Math.max(0, foot - y - snowLine);
      return [x, y + above * Math.max(0.06, 0.6 + 0.9 * edge(x / 26))];
    })
    .reverse();
  const color = mix(snow, palette.haze, 0.3 * (1 - nearness));
  return path(polygon([...line, ...under]), `fill="${color}" opacity="0.82"`);
}

function drawMist({ width, palette, random }: Scene, { id, foot, rise, nearness }: Ridge): string {
  const thickness = rise * random.between(0.4, 0.9) + 14;
  const color = lighten(palette.haze, 0.12);
  const middle = foot - rise * 0.04;
  const opacity = 0.62 * (1 - nearness) ** 0.8;
  return (
    verticalGradient(`${id}mist`, middle - thickness, middle + thickness, [
      [0, color, 0],
      [0.5, color, opacity],
      [1, color, 0],
    ]) +
    `<rect x="0" y="${middle - thickness}" width="${width}" height="${thickness * 2}" fill="url(#${id}mist)"/>`
  );
}

/** Along a ridge: denser and taller where the noise says forest, bigger the nearer it is. */
function drawForest(
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
