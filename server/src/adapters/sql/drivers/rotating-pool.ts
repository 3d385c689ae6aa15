import type { ServerClient, ServerPool } from './server-driver.ts';

type Options = {
  /** Makes a pool with the password as it is now. */
  createPool(): ServerPool;
  /** Has the password looked up again; answers whether it is another one. */
  renewPassword(): Promise<boolean>;
  /** Whether a connection failed for what another password heals. */
  isRefused(error: unknown): boolean;
};

/** A pool that is closed once its last connection in use is given back. */
type Generation = ServerPool & { retire(): void };

/**
 * A pool whose password may be changed while it is used, as those are that AWS rotates: when the server refuses it, it is
 * looked up again, and where it is another one, connections are made with that. Those in use go on.
 */
export function createRotatingPool({ createPool, renewPassword, isRefused }: Options): ServerPool {
  let present = createGeneration(createPool());

  async function takeAgain(refused: Generation, error: unknown): Promise<ServerClient> {
    const isAnother = await renewPassword();
    if (present === refused) {
      if (!isAnother) throw error;
      present = createGeneration(createPool());
      refused.retire();
    }
    return present.take();
  }

  return {
    async take() {
      const generation = present;
      try {
        return await generation.take();
      } catch (error) {
        if (!isRefused(error)) throw error;
        return takeAgain(generation, error);
      }
    },
    close: () => present.close(),
  };
}

function createGeneration(pool: ServerPool): Generation {
  let inUse = 0;
  let isRetired = false;
  const closeIfDone = () => {
    if (isRetired && inUse === 0) void pool.close().catch(() => undefined);
  };
  const giveBack = () => {
    inUse -= 1;
    closeIfDone();
  };
  return {
    async take() {
      inUse += 1;
      try {
        const client = await pool.take();
        return {
          execute: (statement) => client.execute(statement),
          release(options) {
            client.release(options);
            giveBack();
          },
        };
      } catch (error) {
        giveBack();
        throw error;
      }
    },
    retire() {
      isRetired = true;
      closeIfDone();
    },
    close: () => pool.close(),
  };
}
