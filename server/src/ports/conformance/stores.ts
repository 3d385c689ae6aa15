import type { Stores as AllStores } from '../stores.ts';

export type Stores = Omit<AllStores, 'jobs'>;

/** Empty stores. */
export type StoreHarness<Name extends keyof Stores> = AsyncDisposable & {
  stores: Pick<Stores, Name>;
  /** The same data as another process sees it. */
  elsewhere: Pick<Stores, Name>;
};

export type CreateHarness<Name extends keyof Stores> = () => Promise<StoreHarness<Name>>;
