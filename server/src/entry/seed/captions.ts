import { basename, extname } from 'node:path';
import type { Scene } from './landscape-scene.ts';
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

/** For a picture that nobody has looked at: its own file name if somebody wrote one, or words that fit anything. */
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

const places = {
  peaks: ['the ridge', 'the high valley', 'the pass', 'the north face', 'the mountains'],
  hills: ['the hills', 'the valley', 'the moor', 'the downs', 'the old road'],
  dunes: ['the dunes', 'the great sand', 'the empty quarter', 'the erg'],
  mesas: ['the mesa', 'the canyon', 'the red plateau', 'the badlands'],
} as const;
const waters = ['the lake', 'the fjord', 'the reservoir', 'still water', 'the bay', 'the tarn'] as const;
const landTags = {
  peaks: ['mountains', 'peaks', 'hiking'],
  hills: ['hills', 'valley', 'countryside'],
  dunes: ['dunes', 'desert', 'minimal'],
  mesas: ['canyon', 'rocks', 'desert'],
} as const;

/** Says what is in the picture; `variant` says it in other words. */
export function captionScene(scene: Scene, variant: number | string): Caption {
  const random = createRandom('caption', scene.name, variant);
  const place = scene.shore === undefined ? random.pick(places[scene.terrain]) : random.pick(waters);
  const light = random.pick(scene.palette.light);
  const title = random.pick([
    `${light} over ${place}`,
    `${light}, ${place}`,
    `${place.charAt(0).toUpperCase()}${place.slice(1)}, ${light.charAt(0).toLowerCase()}${light.slice(1)}`,
    light,
  ]);
  const fitting = [
    ...scene.palette.tags,
    ...landTags[scene.terrain],
    ...(scene.shore === undefined ? [] : ['water', 'lake', 'reflection']),
    ...(scene.hasTrees ? ['trees'] : []),
    ...scene.extras,
  ];
  return { title, tags: ['landscape', ...random.some([...new Set(fitting)], random.whole(2, 5))] };
}

/** The same thing for those who do not see it. */
export function describeScene(scene: Scene): string {
  const land = { peaks: 'Mountains', hills: 'Hills', dunes: 'Dunes', mesas: 'Table mountains' }[
    scene.terrain
  ];
  const sky =
    scene.palette.night === 1 ? 'a night sky' : scene.isCloudy ? 'a sky with clouds' : 'a clear sky';
  return `${land}${scene.shore === undefined ? '' : ' mirrored in a lake'} under ${sky}; a drawn landscape.`;
}
