import type { Backend } from '../server/src/testing/app/backends.ts';
import { findFreePort } from '../server/src/testing/servers/free-port.ts';
import { startVitrine, type VitrineProcess } from './vitrine-process.ts';

export type RunningApp = AsyncDisposable & Pick<VitrineProcess, 'url' | 'codeFor'>;

/** Starts `vitrine serve` on a set of back ends, or the Lambda bundles. */
export async function startOnBackend(backend: Backend): Promise<RunningApp> {
  await using opened = new AsyncDisposableStack();
  const site = opened.use(await backend.start());
  const port = String(await findFreePort());
  const settings = await site.createSettings(`http://localhost:${port}`);
  const vitrine = opened.use(
    await (backend.isOnLambda ? startFunctions(settings, port) : startVitrine({ PORT: port, ...settings })),
  );
  const resources = opened.move();
  return {
    url: vitrine.url,
    async codeFor(email) {
      if (!site.cognito) return vitrine.codeFor(email);
      const sent = site.cognito.sentCodes().findLast(({ to }) => to === email);
      if (!sent) throw new Error(`no code for ${email}`);
      return sent.code;
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

async function startFunctions(settings: Record<string, string>, port: string): Promise<RunningApp> {
  const { startLambdaApp } = await import('../server/src/testing/lambda/lambda-app.ts');
  const functions = await startLambdaApp(settings, Number(port));
  functions.feed.start();
  return {
    url: functions.url,
    codeFor: () => Promise.reject(new Error('Cognito sends the codes on Lambda')),
    [Symbol.asyncDispose]: () => functions[Symbol.asyncDispose](),
  };
}
