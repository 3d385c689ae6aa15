import type { Stores as AllStores } from '../stores.ts';

export type Stores = Omit<AllStores, 'jobs'>;

/** Stores with nothing in them. */
export type StoreHarness<Name extends keyof Stores> = AsyncDisposable & {
  stores: Pick<Stores, Name>;
  /** The same data as another process reaches it. */
  elsewhere: Pick<Stores, Name>;
};

export type CreateHarness<Name extends keyof Stores> = () => Promise<StoreHarness<Name>>;
