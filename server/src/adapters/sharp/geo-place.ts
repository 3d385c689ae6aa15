import type { Place } from '../../domain/photo.ts';

/** A place only where it can be one: 0,0 is what devices write that do not know where they are. */
export function createPlace(latitude: number, longitude: number, altitude?: number): Place | undefined {
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return undefined;
  if (latitude === 0 && longitude === 0) return undefined;
  const place = { latitude: round(latitude, 6), longitude: round(longitude, 6) };
  if (altitude === undefined || !(Math.abs(altitude) < 100_000)) return place;
  return { ...place, altitude: round(altitude, 1) };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
