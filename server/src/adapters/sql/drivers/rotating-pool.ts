import type { ServerClient, ServerPool } from './server-driver.ts';

type Options = {
  /** Creates a pool with the current password. */
  createPool(): ServerPool;
  /** Looks up the password again. Returns true if it changed. */
  renewPassword(): Promise<boolean>;
  /** True if the server refused the password. */
  isRefused(error: unknown): boolean;
};

/** A pool that closes when its last connection in use is released. */
type Generation = ServerPool & { retire(): void };

/**
 * Creates a pool that follows a rotated password, as AWS rotates it. When the server refuses the password, the pool
 * looks it up again and connects with the new one. Open connections stay.
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
