import { referenceWhite } from './linear-light.ts';

/** For pictures that do not tell their brightest light. */
const usualPeak = 1000;
/** How far the middle of the curve is pulled towards the corner of its tangents. */
const bend = 0.65;

/**
 * Returns the factor that brings HDR light into what a page can show, for the brightest of a pixel's three lights, as browsers do
 * with pictures that bring no curve of their own (SMPTE ST 2094-50). Light up to white is dimmed by one factor, to make
 * room; light beyond it is bent (a quadratic Bézier curve) up to `peak`, which becomes white.
 */
export function createToneMap(peak = usualPeak): (light: number) => number {
  const brightest = peak / referenceWhite;
  if (!(brightest > 1)) return () => 1;
  const fullHeadroom = Math.log2(usualPeak / referenceWhite);
  const white = 1 - 0.5 * Math.min(Math.log2(brightest) / fullHeadroom, 1);
  const middleX = 1 - bend + bend / white;
  const middleY = (1 - bend) * white + bend;
  const [curveX, slopeX] = [1 - 2 * middleX + brightest, 2 * (middleX - 1)];
  const [curveY, slopeY] = [white - 2 * middleY + 1, 2 * (middleY - white)];
  return (light) => {
    if (light <= 1) return white;
    if (light >= brightest) return 1 / light;
    const along = (2 * (light - 1)) / (slopeX + Math.sqrt(slopeX ** 2 + 4 * curveX * (light - 1)));
    return (white + along * (slopeY + along * curveY)) / light;
  };
}
