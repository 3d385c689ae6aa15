/** Whether Vitrine answers, with whatever. */
export async function isReachable(): Promise<boolean> {
  const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => undefined);
  return answer !== undefined;
}
