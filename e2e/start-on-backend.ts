import { findFreePort } from '../server/src/testing/free-port.ts';
import type { Place } from '../server/src/testing/places.ts';
import { startVitrine, type VitrineProcess } from './vitrine-process.ts';

export type RunningApp = AsyncDisposable & Pick<VitrineProcess, 'url' | 'codeFor'>;

/** Starts `vitrine serve` on a set of back ends, or the Lambda bundles. */
export async function startOnBackend(place: Place): Promise<RunningApp> {
  await using opened = new AsyncDisposableStack();
  const site = opened.use(await place.open());
  const port = String(await findFreePort());
  const lent = await site.lend(`http://localhost:${port}`);
  const vitrine = opened.use(
    await (place.isOnLambda ? startFunctions(lent, port) : startVitrine({ PORT: port, ...lent })),
  );
  const closing = opened.move();
  return {
    url: vitrine.url,
    async codeFor(email) {
      if (!site.cognito) return vitrine.codeFor(email);
      const sent = site.cognito.sentCodes().findLast(({ to }) => to === email);
      if (!sent) throw new Error(`no code for ${email}`);
      return sent.code;
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

async function startFunctions(settings: Record<string, string>, port: string): Promise<RunningApp> {
  const { startOnLambda } = await import('../server/src/testing/lambda/start-on-lambda.ts');
  const functions = await startOnLambda(settings, Number(port));
  functions.feed.start();
  return {
    url: functions.url,
    codeFor: () => Promise.reject(new Error('Cognito sends the codes on Lambda')),
    [Symbol.asyncDispose]: () => functions[Symbol.asyncDispose](),
  };
}
