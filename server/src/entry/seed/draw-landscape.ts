import { drawExtras } from './draw-extras.ts';
import { drawRidges } from './draw-ridges.ts';
import { drawSky } from './draw-sky.ts';
import { drawBank, drawWater } from './draw-water.ts';
import type { Scene } from './landscape-scene.ts';
import { radialGradient } from './svg.ts';

/** A landscape as SVG, `longSide` pixels wide or high. */
export function drawLandscape(scene: Scene, longSide: number): string {
  const { width, height, shore } = scene;
  const scale = longSide / Math.max(width, height);
  const [pixelWidth, pixelHeight] = [Math.round(width * scale), Math.round(height * scale)];
  const land = `<g id="scenery">${drawSky(scene)}${drawRidges(scene)}</g>`;
  const water = shore === undefined ? '' : drawWater(scene, shore, 'scenery') + drawBank(scene);
  const vignette = radialGradient('vignette', [
    [0.55, '#000000', 0],
    [1, '#000000', 0.26],
  ]);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${pixelWidth}" height="${pixelHeight}" viewBox="0 0 ${width.toFixed(2)} ${height.toFixed(2)}" preserveAspectRatio="none">${land}${water}${drawExtras(scene)}${vignette}<rect x="${-width * 0.15}" y="${-height * 0.15}" width="${width * 1.3}" height="${height * 1.3}" fill="url(#vignette)"/></svg>`;
}
