/** Milliseconds since 1970, UTC. */
export type Timestamp = number;

export const seconds = (count: number) => count * 1000;
export const minutes = (count: number) => seconds(count * 60);
export const hours = (count: number) => minutes(count * 60);
export const days = (count: number) => hours(count * 24);

export const toIso = (timestamp: Timestamp) => new Date(timestamp).toISOString();
export const toIsoOrNull = (timestamp: Timestamp | undefined) =>
  timestamp === undefined ? null : toIso(timestamp);
