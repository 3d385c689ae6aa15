/** Whether Vitrine is there to answer. A front that finds nobody behind it says so with 502 to 504. */
export async function isReachable(): Promise<boolean> {
  const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => undefined);
  return answer !== undefined && answer.status < 500;
}
