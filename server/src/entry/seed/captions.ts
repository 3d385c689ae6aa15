import { basename, extname } from 'node:path';
import { createRandom } from './random.ts';

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
