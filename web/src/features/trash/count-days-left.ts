const day = 24 * 60 * 60 * 1000;
/** As `trashPhoto` of the API says. */
const kept = 30 * day;

/** Whole days until a photo is deleted for good; none on the last one. */
export function countDaysLeft(trashedAt: Date, now: Date): number {
  return Math.max(0, Math.floor((trashedAt.getTime() + kept - now.getTime()) / day));
}
