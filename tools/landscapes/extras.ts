import { darken, ellipse, lighten, mix, path, polygon } from './drawing.ts';
import { drawConifer } from './ridges.ts';
import type { Scene } from './scene.ts';

/** Draws details that give the eye a place to rest. */
export function drawExtras(scene: Scene): string {
  const { extras, shore } = scene;
  return [
    extras.has('balloons') ? drawBalloons(scene) : '',
    extras.has('birds') ? drawBirds(scene) : '',
    extras.has('boat') && shore !== undefined ? drawBoat(scene, shore) : '',
    extras.has('cabin') ? drawCabin(scene) : '',
  ].join('');
}

function drawBirds({ random, width, horizon, palette }: Scene): string {
  const [x, y] = [width * random.between(0.2, 0.8), horizon * random.between(0.25, 0.6)];
  let drawn = '';
  for (let bird = 0; bird < random.whole(5, 11); bird += 1) {
    const size = random.between(4, 8);
    const [bx, by] = [x + random.between(-90, 90), y + random.between(-40, 40)];
    const lift = size * random.between(0.15, 0.55);
    drawn += `M${bx - size} ${by - lift}Q${bx - size * 0.35} ${by - lift} ${bx} ${by}Q${bx + size * 0.35} ${by - lift} ${bx + size} ${by - lift * 0.8}`;
  }
  return path(
    drawn,
    `fill="none" stroke="${mix(palette.near, palette.sky[1], 0.2)}" stroke-width="1.3" stroke-linecap="round"`,
  );
}

function drawBalloons({ random, width, horizon, palette }: Scene): string {
  let drawn = '';
  for (let balloon = 0; balloon < random.whole(2, 4); balloon += 1) {
    const size = horizon * random.between(0.02, 0.055);
    const [x, y] = [width * random.between(0.12, 0.88), horizon * random.between(0.2, 0.7)];
    const color = mix(
      random.pick(['#d8432f', '#e8a53a', '#3f7f9f', '#f1e9d8', '#7c4f8f']),
      palette.haze,
      0.25,
    );
    const skirt = polygon([
      [x - size * 0.86, y + size * 0.5],
      [x + size * 0.86, y + size * 0.5],
      [x + size * 0.22, y + size * 1.45],
      [x - size * 0.22, y + size * 1.45],
    ]);
    drawn += ellipse(x, y, size, size * 1.05, `fill="${color}"`) + path(skirt, `fill="${color}"`);
    drawn += ellipse(x, y, size * 0.42, size * 1.05, `fill="${lighten(color, 0.35)}" opacity="0.75"`);
    drawn += `<rect x="${x - size * 0.17}" y="${y + size * 1.62}" width="${size * 0.34}" height="${size * 0.24}" fill="${darken(palette.near, 0.2)}"/>`;
  }
  return drawn;
}

function drawBoat({ random, width, height, palette }: Scene, shore: number): string {
  const size = width * random.between(0.022, 0.035);
  const [x, y] = [width * random.between(0.25, 0.75), shore + (height - shore) * random.between(0.22, 0.5)];
  const dark = darken(palette.near, 0.3);
  const hull = `M${x - size} ${y - size * 0.2}Q${x} ${y - size * 0.06} ${x + size} ${y - size * 0.26}Q${x + size * 0.7} ${y + size * 0.12} ${x} ${y + size * 0.12}Q${x - size * 0.75} ${y + size * 0.12} ${x - size} ${y - size * 0.2}Z`;
  return [
    ellipse(x, y + size * 0.24, size * 1.02, size * 0.16, `fill="${dark}" opacity="0.4"`),
    path(hull, `fill="${dark}"`),
    ellipse(x - size * 0.1, y - size * 0.62, size * 0.09, size * 0.1, `fill="${dark}"`),
    path(
      polygon([
        [x - size * 0.24, y - size * 0.1],
        [x - size * 0.17, y - size * 0.52],
        [x - size * 0.02, y - size * 0.52],
        [x + size * 0.08, y - size * 0.1],
      ]),
      `fill="${dark}"`,
    ),
  ].join('');
}

function drawCabin({ random, width, height, palette }: Scene): string {
  const size = Math.min(width, height) * random.between(0.035, 0.05);
  const [x, y] = [width * random.between(0.2, 0.8), height * random.between(0.86, 0.92)];
  const wall = darken(palette.near, 0.25);
  const roof = [
    [x - size * 1.2, y - size * 0.85],
    [x, y - size * 1.6],
    [x + size * 1.2, y - size * 0.85],
  ] as const;
  let trees = '';
  for (const side of [-2.1, -1.7, 1.5, 2, 2.5])
    trees += drawConifer(random, x + side * size, y + size * 0.15, size * random.between(1.8, 3.2));
  return [
    path(trees, `fill="${darken(palette.near, 0.4)}"`),
    ellipse(x, y, size * 4, size * 0.5, `fill="${darken(palette.near, 0.45)}" opacity="0.55"`),
    `<rect x="${x - size}" y="${y - size}" width="${size * 2}" height="${size}" fill="${wall}"/>`,
    path(polygon(roof), `fill="${darken(palette.near, 0.5)}"`),
    ellipse(x + size * 0.3, y - size * 0.5, size * 1.2, size * 0.9, 'fill="#ffc766" opacity="0.16"'),
    `<rect x="${x + size * 0.12}" y="${y - size * 0.7}" width="${size * 0.38}" height="${size * 0.36}" fill="#ffd98a"/>`,
  ].join('');
}
