import type { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../../api/api-problem.ts';
import { addressOf, expiryOf } from '../../api/photo-addresses.ts';
import { renewPhotos } from '../../api/renew-photos.ts';
import type { Photo } from '../../api/types.ts';

export interface AddressUpkeep {
  /** For as long as its picture is shown. Returns the end of that. */
  watch(photo: Photo): () => void;
  /** For when its picture could not be loaded: the photo as it is now; undefined where that has been asked already. */
  renew(photo: Photo): Promise<Photo | undefined>;
}

type Renew = (ids: ReadonlySet<string>) => Promise<ReadonlyMap<string, Photo>>;

/** Addresses are renewed this long before they end. */
const margin = 10 * 60_000;
const between = 60_000;
/** So that pictures that fail together are renewed together. */
const gathering = 50;

/**
 * Keeps the addresses of what is shown from expiring, however long the page stays open, and after the computer slept or
 * the browser brings the page back. No address is asked about twice: a clock that is wrong makes no difference.
 */
export function createAddressUpkeep(renewAll: Renew): AddressUpkeep & { look(): void } {
  const shown = new Map<Photo, number>();
  const asked = new Set<string>();
  let gathered = new Set<string>();
  let round: Promise<ReadonlyMap<string, Photo>> | undefined;
  let running: typeof round;
  let timer: ReturnType<typeof setInterval> | undefined;

  const takeRound = async () => {
    await new Promise((resolve) => setTimeout(resolve, gathering));
    const ids = gathered;
    gathered = new Set();
    running = round;
    round = undefined;
    return renewAll(ids);
  };
  const askOnce = async (id: string) => {
    // It may stand on the page that is being read for others.
    const known = (await running?.catch(() => undefined))?.get(id);
    if (known) return known;
    gathered.add(id);
    round ??= takeRound();
    return (await round).get(id);
  };
  const renew = async (photo: Photo): Promise<Photo | undefined> => {
    const address = addressOf(photo);
    if (asked.has(address)) return undefined;
    asked.add(address);
    try {
      return await askOnce(photo.id);
    } catch (error) {
      // Where no answer came, or none that says anything, asking again is no waste.
      if (!(error instanceof ApiProblem) || error.status < 400 || error.status >= 500) asked.delete(address);
      return undefined;
    }
  };
  const look = () => {
    if (document.hidden) return;
    const soon = Date.now() + margin;
    for (const photo of shown.keys())
      if ((expiryOf(photo) ?? Number.POSITIVE_INFINITY) < soon) void renew(photo);
  };
  const begin = () => {
    timer = setInterval(look, between);
    document.addEventListener('visibilitychange', look);
    window.addEventListener('pageshow', look);
  };
  const end = () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', look);
    window.removeEventListener('pageshow', look);
  };

  return {
    renew,
    look,
    watch(photo) {
      if (shown.size === 0) begin();
      shown.set(photo, (shown.get(photo) ?? 0) + 1);
      return () => {
        const left = (shown.get(photo) ?? 1) - 1;
        if (left > 0) shown.set(photo, left);
        else if (shown.delete(photo) && shown.size === 0) end();
      };
    },
  };
}

const upkeeps = new WeakMap<QueryClient, AddressUpkeep>();

/** The one that tends what this client holds. */
export function addressUpkeepOf(client: QueryClient): AddressUpkeep {
  const known = upkeeps.get(client) ?? createAddressUpkeep((ids) => renewPhotos(client, ids));
  upkeeps.set(client, known);
  return known;
}
