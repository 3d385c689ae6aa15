const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** A size as people read it: `0 bytes`, `12 kB`, `3.4 MB`. 1 kB is 1024 bytes, as in Vitrine's limits. */
export function formatBytes(bytes: number): string {
  let amount = bytes;
  let unit = 0;
  for (; amount >= 999.5 && unit < units.length - 1; unit += 1) amount /= 1024;
  if (unit === 0) return countOf(bytes, 'byte');
  return `${amount.toFixed(amount < 9.95 ? 1 : 0)} ${units[unit]}`;
}

/** A duration as people read it: `45 s`, `3 min`, `1 h 20 min`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest > 0 ? ` ${rest} min` : ''}`;
}

/** `1 photo`, `2 photos`. The plural takes an s unless it is given. */
export const countOf = (count: number, one: string, many = `${one}s`) =>
  `${count} ${count === 1 ? one : many}`;
