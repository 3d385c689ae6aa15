import type { App } from '../http/environment.ts';
import { findContractFault } from './contract-check.ts';

/** Compares every answer of the app with the OpenAPI document, and adds each difference to `faults`. */
export function watchAnswers(app: App, faults: string[]): App {
  const { fetch } = app;
  app.fetch = async (request, ...rest) => {
    const response = await fetch(request, ...rest);
    const fault = await findContractFault(request, response);
    if (fault) faults.push(fault);
    return response;
  };
  return app;
}

/** Fails with what was found, once. */
export function raiseFaults(faults: string[]): void {
  const found = faults.splice(0);
  if (found.length > 0)
    throw new Error(`answers that the OpenAPI document does not describe:\n${found.join('\n')}`);
}
