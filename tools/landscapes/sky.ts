import {
  createNoise,
  ellipse,
  lighten,
  mix,
  radialGradient,
  type Stop,
  verticalGradient,
} from './drawing.ts';
import type { Scene } from './scene.ts';

/** Everything above the land, painted from the back. */
export function drawSky(scene: Scene): string {
  const { width, height, horizon, palette } = scene;
  const [zenith, upper, lower, edge] = palette.sky;
  const stops: Stop[] = [
    [0, zenith],
    [0.42, upper],
    [0.8, lower],
    [1, edge],
  ];
  return [
    verticalGradient('sky', 0, horizon * 1.04, stops),
    `<rect width="${width}" height="${height}" fill="url(#sky)"/>`,
    palette.night > 0 ? drawStars(scene) : '',
    palette.aurora ? drawAurora(scene) : '',
    drawSun(scene),
    scene.isCloudy ? drawClouds(scene) : '',
  ].join('');
}

function drawStars({ random, width, horizon, palette }: Scene): string {
  const count = palette.night === 1 ? random.whole(350, 600) : random.whole(50, 110);
  let stars = '';
  for (let i = 0; i < count; i += 1) {
    const height = random.next() ** 1.3;
    const size = 0.35 + random.next() ** 6 * 1.7;
    const opacity = random.between(0.25, 1) * (1 - height * 0.8);
    const color = random.pick(['#ffffff', '#ffffff', '#dfe9ff', '#fff1d6']);
    stars += ellipse(
      width * random.next(),
      horizon * height,
      size,
      size,
      `fill="${color}" opacity="${opacity.toFixed(2)}"`,
    );
  }
  return stars;
}

/* Curtains: a fringe that wanders, with rays of light standing on it that fade upwards. */
function drawAurora({ random, width, horizon, palette }: Scene): string {
  const [low, high] = palette.aurora ?? ['#5dffb0', '#9a6bff'];
  const rays: Stop[] = [
    [0, high, 0],
    [0.45, high, 0.16],
    [0.82, low, 0.5],
    [0.95, low, 0.72],
    [1, low, 0],
  ];
  let drawn = '<linearGradient id="ray" x1="0" x2="0" y1="0" y2="1">';
  for (const [offset, color, opacity] of rays)
    drawn += `<stop offset="${offset}" stop-color="${color}" stop-opacity="${opacity}"/>`;
  drawn += '</linearGradient>';
  for (let curtain = 0; curtain < 3; curtain += 1) {
    const fringe = createNoise(random, 3);
    const brightness = createNoise(random, 5, 0.7);
    const level = horizon * random.between(0.45, 0.85);
    const step = width / 260;
    for (let x = -step; x < width; x += step) {
      const at = x / width;
      const bottom = level + fringe(at * 2.3) * horizon * 0.4;
      const length = horizon * (0.35 + 0.25 * fringe(at * 3 + 40));
      const light = Math.max(0, 0.3 + 0.75 * brightness(at * 9)) * (curtain === 0 ? 1 : 0.6);
      drawn += `<rect x="${x.toFixed(1)}" y="${(bottom - length).toFixed(1)}" width="${(step * 3).toFixed(1)}" height="${length.toFixed(1)}" fill="url(#ray)" opacity="${(light * 0.5).toFixed(3)}"/>`;
    }
  }
  return drawn;
}

function drawSun({ sun, width, height, palette, random }: Scene): string {
  const { x, y, radius } = sun;
  const isMoon = palette.night > 0;
  const reach = Math.max(width, height) * (isMoon ? 0.32 : 0.62);
  const shine = isMoon ? 0.4 : 0.8;
  const glow = radialGradient('glow', [
    [0, lighten(palette.glow, 0.35), shine],
    [0.12, palette.glow, shine * 0.62],
    [0.4, palette.glow, shine * 0.2],
    [1, palette.glow, 0],
  ]);
  const disc = isMoon ? radius * 0.62 : radius;
  const edge = radialGradient('disc', [
    [0, palette.sun],
    [0.9, palette.sun],
    [1, palette.sun, 0],
  ]);
  const isCrescent = isMoon && random.isLucky(0.5);
  const crescent = `<path d="M${x} ${y - disc}A${disc} ${disc} 0 1 1 ${x} ${y + disc}A${disc * 1.5} ${disc * 1.5} 0 0 0 ${x} ${y - disc}Z" fill="${palette.sun}" transform="rotate(${random.whole(-40, 10)} ${x} ${y})"/>`;
  return [
    glow,
    edge,
    ellipse(x, y, reach, reach, 'fill="url(#glow)"'),
    isCrescent ? crescent : ellipse(x, y, disc, disc, 'fill="url(#disc)"'),
  ].join('');
}

/* Puffs in flat banks: lit on top, in their own shade below, smaller and flatter towards the horizon. */
function drawClouds({ random, width, horizon, palette, sun }: Scene): string {
  let drawn = '';
  const banks = palette.tags.includes('clouds') ? 14 : random.whole(3, 7);
  const lit = mix(lighten(palette.cloud, 0.25), palette.glow, 0.25);
  const shade = mix(palette.cloud, palette.sky[1], 0.55);
  for (const [id, color] of [
    ['lit', lit],
    ['shade', shade],
  ] as const)
    drawn += radialGradient(id, [
      [0, color, 0.5],
      [0.5, color, 0.24],
      [1, color, 0],
    ]);
  for (let bank = 0; bank < banks; bank += 1) {
    const depth = random.next();
    const y = horizon * (0.12 + 0.78 * depth);
    const x = width * random.between(-0.1, 1.1);
    const length = width * random.between(0.18, 0.5) * (1 - 0.3 * depth);
    const size = horizon * 0.12 * (1.25 - depth);
    const strength = Math.abs(x - sun.x) < width * 0.3 ? 1 : 0.75;
    for (let puff = 0; puff < 46; puff += 1) {
      const along = random.between(-1, 1);
      const bulk = (1 - along * along) * random.between(0.35, 1);
      const px = x + along * length;
      const rx = size * (0.9 + 2.1 * bulk) * (1 + depth);
      const ry = size * (0.16 + 0.42 * bulk);
      const isShade = puff % 3 === 0;
      const py = y + (isShade ? ry * 0.7 : -ry * bulk * 0.9) + random.between(-0.1, 0.1) * size;
      drawn += ellipse(
        px,
        py,
        rx,
        ry,
        `fill="url(#${isShade ? 'shade' : 'lit'})" opacity="${strength.toFixed(2)}"`,
      );
    }
  }
  return drawn;
}
