import type { App } from './environment.ts';

/** `/healthz`: the process answers. `/readyz`: so does what requests depend on. */
export function addHealth(app: App, checkReadiness: () => Promise<void>): void {
  app.get('/healthz', (c) => c.json({ status: 'alive' }, 200, { 'Cache-Control': 'no-store' }));
  app.get('/readyz', async (c) => {
    const isReady = await checkReadiness().then(
      () => true,
      (err) => {
        c.get('log').error({ err }, 'not ready');
        return false;
      },
    );
    c.header('Cache-Control', 'no-store');
    return isReady ? c.json({ status: 'ready' }, 200) : c.json({ status: 'not ready' }, 503);
  });
}
