import { setTimeout as sleep } from 'node:timers/promises';
import type { Backend, Composition } from '../compose.ts';
import { seconds } from '../domain/time.ts';
import { CommandError } from './terminal.ts';

const pauseBetweenChecks = 500;

/**
 * Waits until everything that requests depend on answers: it may be starting, too. What keeps it waiting is logged at once.
 *
 * @throws {CommandError} with what does not answer, and why, once patience is over; in milliseconds.
 */
export async function awaitBackends(
  { backends, ports }: Pick<Composition, 'backends' | 'ports'>,
  patience = seconds(30),
): Promise<void> {
  const deadline = performance.now() + patience;
  await Promise.all(
    backends.map(async (backend) => {
      for (let isFirst = true; ; isFirst = false) {
        try {
          return await backend.check();
        } catch (error) {
          const told = describe(backend, error);
          if (performance.now() > deadline) throw new CommandError(told);
          if (isFirst) ports.log.warn({ err: error }, `waiting: ${told}`);
        }
        await sleep(pauseBetweenChecks);
      }
    }),
  );
}

/* The message is for people, its cause for the operator. */
function describe({ name, address, variable }: Backend, error: unknown): string {
  const { cause = error } = error instanceof Error ? error : {};
  const reason = cause instanceof Error ? cause.message : String(cause);
  return `${name} at ${address} cannot be used: ${reason}. It is set by ${variable}.`;
}
