import type { Chromaticities } from './color-encoding.ts';

/** A 3 × 3 matrix in row-major order. */
export type Matrix = readonly [number, number, number, number, number, number, number, number, number];
export type Vector = readonly [number, number, number];

/**
 * Returns the matrix from linear light of one set of primaries to another. Adapts white with the Bradford method, as
 * ICC does.
 */
export function createPrimariesMatrix(from: Chromaticities, to: Chromaticities): Matrix {
  return multiply(invert(toSharedWhite(to)), toSharedWhite(from));
}

/** Returns the matrix from XYZ under the given white to linear light of these primaries. */
export function createXyzMatrix(white: readonly [x: number, y: number], to: Chromaticities): Matrix {
  return multiply(invert(toSharedWhite(to)), adaptWhite(...white));
}

/** Returns the luminance weights of red, green and blue: SMPTE RP 177. */
export function luminanceWeights(primaries: Chromaticities): Vector {
  const [, , , red, green, blue] = toXyz(primaries);
  return [red, green, blue];
}

/** Returns false for degenerate primaries, which damaged files may contain. */
export function arePrimaries(primaries: Chromaticities): boolean {
  return (
    [1, 3, 5, 7].every((y) => (primaries[y] ?? 0) > 0) &&
    toXyz(primaries).every((value) => Number.isFinite(value))
  );
}

function toXyz(primaries: Chromaticities): Matrix {
  const [redX, redY, greenX, greenY, blueX, blueY, whiteX, whiteY] = primaries;
  const columns: Matrix = [
    redX,
    greenX,
    blueX,
    redY,
    greenY,
    blueY,
    1 - redX - redY,
    1 - greenX - greenY,
    1 - blueX - blueY,
  ];
  const [red, green, blue] = applyMatrix(invert(columns), xyToXyz(whiteX, whiteY));
  return multiply(columns, [red, 0, 0, 0, green, 0, 0, 0, blue]);
}

function xyToXyz(x: number, y: number): Vector {
  return [x / y, 1, (1 - x - y) / y];
}

const bradford: Matrix = [0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296];
const sharedWhite = xyToXyz(0.3127, 0.329);

function toSharedWhite(primaries: Chromaticities): Matrix {
  const [, , , , , , whiteX, whiteY] = primaries;
  return multiply(adaptWhite(whiteX, whiteY), toXyz(primaries));
}

/** Returns the matrix from XYZ under the given white to XYZ under D65. */
function adaptWhite(x: number, y: number): Matrix {
  const own = applyMatrix(bradford, xyToXyz(x, y));
  const shared = applyMatrix(bradford, sharedWhite);
  const scale: Matrix = [shared[0] / own[0], 0, 0, 0, shared[1] / own[1], 0, 0, 0, shared[2] / own[2]];
  return multiply(invert(bradford), multiply(scale, bradford));
}

export function applyMatrix([a, b, c, d, e, f, g, h, i]: Matrix, [x, y, z]: Vector): Vector {
  return [a * x + b * y + c * z, d * x + e * y + f * z, g * x + h * y + i * z];
}

function multiply(left: Matrix, [a, b, c, d, e, f, g, h, i]: Matrix): Matrix {
  const [first, second, third] = [
    applyMatrix(left, [a, d, g]),
    applyMatrix(left, [b, e, h]),
    applyMatrix(left, [c, f, i]),
  ];
  const [a2, d2, g2] = first;
  const [b2, e2, h2] = second;
  const [c2, f2, i2] = third;
  return [a2, b2, c2, d2, e2, f2, g2, h2, i2];
}

function invert([a, b, c, d, e, f, g, h, i]: Matrix): Matrix {
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  const parts = [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
  return parts.map((part) => part / determinant) as unknown as Matrix;
}
