import { basename, extname } from 'node:path';
import type { Visibility } from '../../domain/photo.ts';
import { days, type Timestamp } from '../../domain/time.ts';

/** Returns a moment in the last two years, more often a recent one. */
export const momentFor = (now: Timestamp, ...words: (string | number)[]): Timestamp =>
  Math.round(now - days(730) * createRandom('moment', ...words).next() ** 1.5);

/** Returns a visibility, which is mostly `public`. */
export function visibilityFor(...words: (string | number)[]): Visibility {
  const chance = createRandom('visibility', ...words).next();
  return chance < 0.86 ? 'public' : chance < 0.94 ? 'unlisted' : 'private';
}

/** Pseudorandom values that depend on the seed alone, on every machine. */
export type Random = {
  /** Returns a number from 0 to below 1. */
  next(): number;
  between(min: number, max: number): number;
  /** Returns an integer from `min` to `max`, both included. */
  whole(min: number, max: number): number;
  isLucky(probability: number): boolean;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
  /** Picks `count` different items, or all if there are fewer. */
  some<Item>(items: readonly Item[], count: number): Item[];
};

/** Implements Mulberry32, seeded with a hash of the words. */
export function createRandom(...words: readonly (string | number)[]): Random {
  let state = hash(words.join(' '));
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    between: (min, max) => min + next() * (max - min),
    whole,
    isLucky: (probability) => next() < probability,
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
    some(items, count) {
      const left = [...items];
      const taken: typeof left = [];
      while (left.length > 0 && taken.length < count)
        taken.push(...left.splice(whole(0, left.length - 1), 1));
      return taken;
    },
  };
}

/* FNV-1a with MurmurHash3's final mix, so that similar words give unrelated hashes. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}

export type Caption = { title: string; tags: string[] };

const anywhere = [
  'On the way home',
  'What I saw first',
  'The day before we left',
  'Wait for it',
  'Nothing much happened',
  'Here, again',
  'The long way round',
  'A quarter past',
  'Before the others woke',
  'One of many',
  'Found it in the end',
  'Sunday',
  'Stopped the car for this',
  'The other side',
  'Exactly like this',
  'As it was',
  'Second try',
  'Almost missed it',
  'A small thing',
  'Just light',
  'No plan at all',
  'From the window',
  'Still there',
  'After everyone had gone',
] as const;
const anyTags = [
  'everyday',
  'light',
  'travel',
  'colour',
  'weekend',
  'walk',
  'details',
  'quiet',
  'memories',
  'outside',
] as const;

/** Writes a caption from a descriptive file name, or else from words that fit any picture. */
export function captionFile(path: string, sha256: string): Caption {
  const random = createRandom('caption', sha256);
  const words = basename(path, extname(path))
    .normalize('NFC')
    .replace(/[-_\s]+/gu, ' ')
    .trim();
  const isWritten =
    /^\p{L}{3,}(?: \p{L}{2,}){1,7}$/u.test(words) && !/^(?:img|dsc|photo|image|scan)/iu.test(words);
  return {
    title: isWritten ? words.charAt(0).toUpperCase() + words.slice(1) : random.pick(anywhere),
    tags: random.some(anyTags, random.whole(1, 3)),
  };
}
