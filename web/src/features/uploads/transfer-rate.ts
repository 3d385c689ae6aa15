export interface TransferRate {
  /** Starts measuring at this many bytes. */
  reset(sentBytes: number): void;
  /** Returns bytes per second, as a moving average over a few seconds. */
  measure(sentBytes: number): number;
}

/** Time constant of the moving average, in milliseconds. */
const smoothing = 3000;
const minInterval = 200;

export function createTransferRate(now: () => number): TransferRate {
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
      if (elapsed < minInterval) return speed;
      const latest = Math.max(0, ((sentBytes - lastBytes) / elapsed) * 1000);
      const weight = speed === 0 ? 1 : 1 - Math.exp(-elapsed / smoothing);
      speed += (latest - speed) * weight;
      lastTime += elapsed;
      lastBytes = sentBytes;
      return speed;
    },
  };
}
