import { createNoise, darken, ellipse, lighten, mix, path, pathOf, verticalGradient } from './drawing.ts';
import type { Scene } from './scene.ts';

/** Draws a lake that mirrors the element with the id `scenery`, then adds ripples. */
export function drawWater(scene: Scene, shore: number, scenery: string): string {
  const { width, height, palette } = scene;
  const deep = mix(darken(palette.sky[1], 0.35), palette.near, 0.35);
  return [
    `<clipPath id="lake"><rect x="0" y="${shore}" width="${width}" height="${height - shore}"/></clipPath>`,
    verticalGradient('water', shore, height, [
      [0, palette.haze, 0.22],
      [0.25, deep, 0.3],
      [1, darken(deep, 0.3), 0.78],
    ]),
    `<g clip-path="url(#lake)"><rect y="${shore}" width="${width}" height="${height}" fill="${deep}"/>`,
    `<use href="#${scenery}" transform="translate(0 ${shore * 1.62}) scale(1 -0.62)"/>`,
    `<rect y="${shore}" width="${width}" height="${height - shore}" fill="url(#water)"/>`,
    drawRipples(scene, shore),
    drawGlitter(scene, shore),
    '</g>',
    `<rect y="${shore - 1}" width="${width}" height="2.2" fill="${lighten(palette.haze, 0.35)}" opacity="0.45"/>`,
  ].join('');
}

/* Lines across, closer together in the distance. */
function drawRipples({ random, width, height, palette }: Scene, shore: number): string {
  const bright = lighten(palette.sky[2], 0.25);
  const dark = darken(palette.near, 0.1);
  let drawn = '';
  const rows = 120;
  for (let row = 0; row < rows; row += 1) {
    const depth = ((row + random.next()) / rows) ** 1.9;
    const y = shore + 2 + (height - shore) * depth;
    const strokes = random.whole(1, 4);
    for (let stroke = 0; stroke < strokes; stroke += 1) {
      const length = width * random.between(0.02, 0.13) * (0.5 + depth);
      const x = width * random.between(-0.05, 1);
      const thickness = 0.35 + 1.9 * depth;
      const isBright = random.isLucky(0.6);
      drawn += ellipse(
        x + length / 2,
        y,
        length,
        thickness,
        `fill="${isBright ? bright : dark}" opacity="${(random.between(0.05, 0.2) * (isBright ? 1 : 0.8)).toFixed(2)}"`,
      );
    }
  }
  return drawn;
}

/* The way that the light makes across the water, to wherever one stands. */
function drawGlitter({ random, width, height, palette, sun }: Scene, shore: number): string {
  let drawn = '';
  for (let spark = 0; spark < 170; spark += 1) {
    const depth = random.next() ** 1.5;
    const y = shore + 2 + (height - shore) * depth;
    const spreadWidth = width * (0.018 + 0.07 * depth);
    const x = sun.x + spreadWidth * (random.next() + random.next() - 1);
    drawn += ellipse(
      x,
      y,
      random.between(2, 9) * (0.5 + 1.7 * depth),
      0.5 + 1.2 * depth,
      `fill="${lighten(palette.glow, 0.45)}" opacity="${(random.between(0.2, 0.75) * (1 - 0.55 * depth)).toFixed(2)}"`,
    );
  }
  return drawn;
}

/** The bank one stands on: grass, and stems against the light. */
export function drawBank({ random, width, height, palette }: Scene): string {
  const edge = createNoise(random, 4);
  const isLeft = random.isLucky(0.5);
  const dark = darken(palette.near, 0.35);
  const top = (x: number) => {
    const from = Math.max(0, isLeft ? x / width : 1 - x / width);
    return height * (0.93 + 0.1 * from ** 0.7 + 0.018 * edge((x / 1200) * 5));
  };
  const line = Array.from({ length: Math.ceil(width / 4) + 2 }, (_, at) => [at * 4, top(at * 4)] as const);
  let grass = '';
  for (let stem = 0; stem < 420; stem += 1) {
    const from = random.next() ** 1.8 * 0.75;
    const x = width * (isLeft ? from : 1 - from);
    const length = height * random.between(0.012, 0.05) * (1.1 - from);
    const lean = random.between(-0.5, 0.5) * length;
    grass += pathOf([
      [x, top(x) + 3],
      [x + lean * 0.35, top(x) - length * 0.6],
      [x + lean, top(x) - length],
    ]);
  }
  return [
    path(`${pathOf(line)}L${width} ${height}L0 ${height}Z`, `fill="${dark}"`),
    path(grass, `fill="none" stroke="${dark}" stroke-width="1.1" stroke-linecap="round"`),
  ].join('');
}
