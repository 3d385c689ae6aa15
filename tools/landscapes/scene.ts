import type { Caption } from '../../server/src/entry/seed/photo-details.ts';
import { createRandom, type Random } from '../../server/src/entry/seed/photo-details.ts';
import { type Palette, palettes } from './palettes.ts';

export type Terrain = 'peaks' | 'hills' | 'dunes' | 'mesas';
export type Extra = 'birds' | 'boat' | 'balloons' | 'cabin';

/** The plan of a picture. Lengths are units of the drawing, not pixels. */
export type Scene = {
  name: string;
  random: Random;
  width: number;
  height: number;
  palette: Palette;
  terrain: Terrain;
  /** The upper edge of the land. */
  horizon: number;
  /** The upper edge of the water, if there is any. The land ends there. */
  shore?: number;
  sun: { x: number; y: number; radius: number };
  ridges: number;
  isCloudy: boolean;
  isMisty: boolean;
  hasTrees: boolean;
  extras: ReadonlySet<Extra>;
};

const aspects = [
  3 / 2,
  3 / 2,
  3 / 2,
  4 / 3,
  4 / 3,
  16 / 9,
  2 / 3,
  2 / 3,
  4 / 5,
  1,
  21 / 9,
  5 / 2,
  9 / 16,
] as const;
const wet: readonly [Terrain, ...Terrain[]] = ['peaks', 'peaks', 'hills'];
const dry: readonly [Terrain, ...Terrain[]] = ['dunes', 'mesas', 'mesas'];

/** The same for the same seed and index; neighbours differ in their light. */
export function planScene(seed: number, index: number): Scene {
  const random = createRandom('landscape', seed, index);
  const palette = palettes[(seed + index * 5) % palettes.length] ?? palettes[0];
  const aspect = random.pick(aspects);
  const [width, height] = [1200 * Math.sqrt(aspect), 1200 / Math.sqrt(aspect)];
  const horizon = height * random.between(0.5, 0.62);
  const terrain = random.pick(palette.dry ? dry : wet);
  const hasWater = !palette.dry && random.isLucky(0.5);
  const isLow = palette.night === 0 && /dusk|dawn|sun|warm|light|ember/iu.test(palette.light.join());
  return {
    name: `${seed}-${index}`,
    random,
    width,
    height,
    palette,
    terrain,
    horizon,
    ...(hasWater && { shore: height * random.between(0.62, 0.72) }),
    sun: {
      x: width * random.pick([random.between(0.18, 0.4), random.between(0.6, 0.82)]),
      y: isLow ? horizon - height * random.between(0.02, 0.16) : height * random.between(0.12, 0.28),
      radius: Math.min(width, height) * (isLow ? random.between(0.045, 0.075) : random.between(0.025, 0.04)),
    },
    ridges: random.whole(5, 8),
    isCloudy: random.isLucky(palette.night === 1 ? 0.3 : 0.75),
    isMisty: random.isLucky(0.7),
    hasTrees: !palette.dry && random.isLucky(0.85),
    extras: planExtras(random, palette, hasWater),
  };
}

function planExtras(random: Random, palette: Palette, hasWater: boolean): Set<Extra> {
  const extras = new Set<Extra>();
  if (palette.night === 0 && random.isLucky(0.35)) extras.add('birds');
  if (hasWater && random.isLucky(0.4)) extras.add('boat');
  if (palette.night === 0 && random.isLucky(0.16)) extras.add('balloons');
  if (!hasWater && !palette.dry && random.isLucky(0.3)) extras.add('cabin');
  return extras;
}

const landforms = {
  peaks: ['the ridge', 'the high valley', 'the pass', 'the north face', 'the mountains'],
  hills: ['the hills', 'the valley', 'the moor', 'the downs', 'the old road'],
  dunes: ['the dunes', 'the great sand', 'the empty quarter', 'the erg'],
  mesas: ['the mesa', 'the canyon', 'the red plateau', 'the badlands'],
} as const;
const waters = ['the lake', 'the fjord', 'the reservoir', 'still water', 'the bay', 'the tarn'] as const;
const landTags = {
  peaks: ['mountains', 'peaks', 'hiking'],
  hills: ['hills', 'valley', 'countryside'],
  dunes: ['dunes', 'desert', 'minimal'],
  mesas: ['canyon', 'rocks', 'desert'],
} as const;

/** Writes a title and tags. Each `variant` has other words for the same picture. */
export function captionScene(scene: Scene, variant: number | string): Caption {
  const random = createRandom('caption', scene.name, variant);
  const subject = scene.shore === undefined ? random.pick(landforms[scene.terrain]) : random.pick(waters);
  const light = random.pick(scene.palette.light);
  const title = random.pick([
    `${light} over ${subject}`,
    `${light}, ${subject}`,
    `${subject.charAt(0).toUpperCase()}${subject.slice(1)}, ${light.charAt(0).toLowerCase()}${light.slice(1)}`,
    light,
  ]);
  const fitting = [
    ...scene.palette.tags,
    ...landTags[scene.terrain],
    ...(scene.shore === undefined ? [] : ['water', 'lake', 'reflection']),
    ...(scene.hasTrees ? ['trees'] : []),
    ...scene.extras,
  ];
  return { title, tags: ['landscape', ...random.some([...new Set(fitting)], random.whole(2, 5))] };
}

/** Writes the alt text. */
export function describeScene(scene: Scene): string {
  const land = { peaks: 'Mountains', hills: 'Hills', dunes: 'Dunes', mesas: 'Table mountains' }[
    scene.terrain
  ];
  const sky =
    scene.palette.night === 1 ? 'a night sky' : scene.isCloudy ? 'a sky with clouds' : 'a clear sky';
  return `${land}${scene.shore === undefined ? '' : ' mirrored in a lake'} under ${sky}; a drawn landscape.`;
}
