import type { App } from './environment.ts';

/** `/healthz`: the process answers. `/readyz`: so does what requests depend on. */
export function addHealth(app: App, checkReadiness: () => Promise<void>): void {
  app.get('/healthz', (c) => c.json({ status: 'alive' }, 200, { 'Cache-Control': 'no-store' }));
  let checking: Promise<boolean> | undefined;
  app.get('/readyz', async (c) => {
    // Anybody may ask, and each check writes, or asks what others pay for: once for all who ask meanwhile.
    checking ??= checkReadiness()
      .then(
        () => true,
        (err) => {
          c.get('log').error({ err }, 'not ready');
          return false;
        },
      )
      .finally(() => {
        checking = undefined;
      });
    const isReady = await checking;
    c.header('Cache-Control', 'no-store');
    return isReady ? c.json({ status: 'ready' }, 200) : c.json({ status: 'not ready' }, 503);
  });
}
