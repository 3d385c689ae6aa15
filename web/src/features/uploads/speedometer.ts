export interface Speedometer {
  /** So many were sent before. */
  reset(sentBytes: number): void;
  /** Bytes a second over the last few seconds, later ones counting for more. */
  measure(sentBytes: number): number;
}

const memory = 3000;
const shortest = 200;

export function createSpeedometer(now: () => number): Speedometer {
  let lastTime = now();
  let lastBytes = 0;
  let speed = 0;
  return {
    reset(sentBytes) {
      lastTime = now();
      lastBytes = sentBytes;
      speed = 0;
    },
    measure(sentBytes) {
      const elapsed = now() - lastTime;
      if (elapsed < shortest) return speed;
      const latest = Math.max(0, ((sentBytes - lastBytes) / elapsed) * 1000);
      const weight = speed === 0 ? 1 : 1 - Math.exp(-elapsed / memory);
      speed += (latest - speed) * weight;
      lastTime += elapsed;
      lastBytes = sentBytes;
      return speed;
    },
  };
}
